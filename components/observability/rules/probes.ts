import type { RuleGroup } from "./rule.ts";

const day = (days: number): number => days * 86_400;

/** Certificates are renewed 30 days before they end, so 21 days mean that a renewal failed. */
const [LATE, LAST] = [day(21), day(5)];

export const probeRules: RuleGroup = {
  name: "platform-probes",
  rules: [
    {
      alert: "ProbeFailing",
      expr: "max by (probe, instance) (probe_success) == 0",
      for: "3m",
      severity: "critical",
      summary: "{{ $labels.probe }} does not answer as it should",
      description:
        "{{ $labels.instance }} has failed its check from outside for 3 minutes; so it does for users.",
    },
    {
      alert: "ProbeSlow",
      expr: "max by (probe, instance) (avg_over_time(probe_duration_seconds[10m])) > 3",
      for: "10m",
      severity: "warning",
      silencedBy: { alerts: ["ProbeFailing"], same: ["probe", "instance"] },
      summary: "{{ $labels.probe }} answers slowly",
      description:
        "{{ $labels.instance }} took {{ $value | humanizeDuration }} on average over 10 minutes.",
    },
    {
      alert: "CertificateExpiresSoon",
      expr: `min by (probe, instance) (probe_ssl_earliest_cert_expiry - time()) < ${LATE}`,
      for: "1h",
      severity: "warning",
      silencedBy: { alerts: ["CertificateExpires"], same: ["probe", "instance"] },
      summary: "The certificate of {{ $labels.probe }} was not renewed",
      description:
        "The certificate of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}.",
    },
    {
      alert: "CertificateExpires",
      expr: `min by (probe, instance) (probe_ssl_earliest_cert_expiry - time()) < ${LAST}`,
      for: "10m",
      severity: "critical",
      summary: "The certificate of {{ $labels.probe }} ends within days",
      description:
        "The certificate of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}; then no browser opens it.",
    },
  ],
};
