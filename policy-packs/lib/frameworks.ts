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

/** NIST SP 800-53, Security and Privacy Controls. */
export const nistControls = (reference: string): Framework => ({
  name: "NIST SP 800-53",
  version: "Rev. 5",
  reference,
  specification: "https://doi.org/10.6028/NIST.SP.800-53r5",
});

/** FinOps Framework of the FinOps Foundation. */
export const finopsFramework = (reference: string): Framework => ({
  name: "FinOps Framework",
  version: "2025",
  reference,
  specification: "https://www.finops.org/framework/capabilities/",
});

/** Deprecated API Migration Guide of Kubernetes. */
export const kubernetesDeprecations = (reference: string): Framework => ({
  name: "Kubernetes Deprecated API Migration Guide",
  version: "v1.35",
  reference,
  specification: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
});

/** Supply-chain Levels for Software Artifacts. */
export const slsa = (reference: string): Framework => ({
  name: "SLSA",
  version: "1.0",
  reference,
  specification: "https://slsa.dev/spec/v1.0/",
});
