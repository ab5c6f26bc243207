import { CLOSE_TO_END, type SealingCertificate } from "../../lib/sealing/certificate.ts";

/** An alerting rule, as a PrometheusRule has it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: "critical" | "warning" };
  readonly annotations: { readonly summary: string; readonly description: string };
}

const DAY = 86_400;
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Days after which a key is called old: the validity that `ops secrets init` gives, and a month. */
const OLD = 395;

const RUNBOOK = "docs/runbooks/secrets.md";

/**
 * What somebody has to know about sealed secrets.
 *
 * The controller has no metric for the dates of its keys; those of the committed certificate are known when the rules
 * are made, so that they stand in them as numbers.
 */
export function sealingAlerts(
  { notBefore, notAfter, fingerprint }: SealingCertificate,
  namespace: string,
): readonly AlertRule[] {
  const key = fingerprint.replace("sha256:", "").slice(0, 12);
  return [
    {
      alert: "SealedSecretsUnsealErrors",
      // A SealedSecret is tried six times within a minute; one that opens in the end resets its condition.
      expr: "sum by (namespace, reason) (increase(sealed_secrets_controller_unseal_errors_total[10m])) > 0",
      for: "5m",
      labels: { severity: "warning" },
      annotations: {
        summary: "SealedSecrets of {{ $labels.namespace }} cannot be opened ({{ $labels.reason }})",
        description: `kubectl describe the SealedSecrets there; ops secrets verify --deep says which file is wrong (${RUNBOOK})`,
      },
    },
    {
      alert: "SealedSecretNotSynced",
      expr: 'sealed_secrets_controller_condition_info{condition="Synced"} == -1',
      for: "5m",
      labels: { severity: "critical" },
      annotations: {
        summary:
          "SealedSecret {{ $labels.namespace }}/{{ $labels.name }} is not what its Secret is",
        description: `its Secret is missing or old; ops secrets verify --deep says why (${RUNBOOK})`,
      },
    },
    {
      alert: "SealedSecretsControllerDown",
      expr: `absent(up{namespace="${namespace}", job="sealed-secrets-controller"} == 1)`,
      for: "10m",
      labels: { severity: "critical" },
      annotations: {
        summary: "the controller that opens SealedSecrets does not run, or nobody can ask it",
        description: `new and changed SealedSecrets stay sealed; is the Secret sealing-key-${key} there? (${RUNBOOK})`,
      },
    },
    {
      alert: "SealingCertificateExpiresSoon",
      expr: `vector(time()) > ${seconds(notAfter) - CLOSE_TO_END * DAY}`,
      labels: { severity: "warning" },
      annotations: {
        summary: `sealing certificate ${key} ends ${notAfter.toISOString().slice(0, 10)}`,
        description: `nothing can be sealed or previewed after that: ops secrets init --renew (${RUNBOOK})`,
      },
    },
    {
      alert: "SealingKeyOld",
      expr: `vector(time()) > ${seconds(notBefore) + OLD * DAY}`,
      labels: { severity: "warning" },
      annotations: {
        summary: `sealing key ${key} is older than ${OLD} days`,
        description: `whoever got hold of it opens everything sealed since: ops secrets init --renew (${RUNBOOK})`,
      },
    },
  ];
}
