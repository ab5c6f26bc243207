import type { RuleGroup } from "./rule.ts";

export const sealedSecretsRules: RuleGroup = {
  name: "platform-sealed-secrets",
  rules: [
    {
      alert: "SealedSecretUnsealErrors",
      expr: "sum by (namespace, reason) (increase(sealed_secrets_controller_unseal_errors_total[15m])) > 0",
      for: "5m",
      severity: "warning",
      summary: "Sealed secrets in {{ $labels.namespace }} cannot be opened",
      description:
        "The controller failed {{ $value | humanize }} times within 15 minutes ({{ $labels.reason }}). Pods that start now keep the old value or do not start.",
    },
    {
      alert: "SealedSecretNotSynced",
      expr: 'max by (namespace, name) (sealed_secrets_controller_condition_info{condition="Synced"}) == -1',
      for: "15m",
      severity: "critical",
      summary: "Secret {{ $labels.namespace }}/{{ $labels.name }} is not what was sealed",
      description:
        "SealedSecret {{ $labels.name }} in namespace {{ $labels.namespace }} has not become a Secret for 15 minutes: it is sealed for another key, name or namespace.",
    },
  ],
};
