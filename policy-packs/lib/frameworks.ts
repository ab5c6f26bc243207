import type { Framework } from "./rule.ts";

/** Kubernetes Hardening Guide of NSA and CISA. */
export const nsaHardening = (reference: string): Framework => ({
  name: "NSA/CISA Kubernetes Hardening Guide",
  version: "1.2",
  reference,
  specification:
    "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
});

/** CIS Kubernetes Benchmark. */
export const cisKubernetes = (reference: string): Framework => ({
  name: "CIS Kubernetes Benchmark",
  version: "1.10",
  reference,
  specification: "https://www.cisecurity.org/benchmark/kubernetes",
});

/** NIST SP 800-190, Application Container Security Guide. */
export const nistContainers = (reference: string): Framework => ({
  name: "NIST SP 800-190",
  version: "2017",
  reference,
  specification: "https://doi.org/10.6028/NIST.SP.800-190",
});

/** Pod Security Standards, as Pod Security Admission of that version enforces them. */
export const podSecurityStandards = (reference: string): Framework => ({
  name: "Kubernetes Pod Security Standards",
  version: "1.35",
  reference,
  specification: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
});
