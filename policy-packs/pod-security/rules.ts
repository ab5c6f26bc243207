import type { ResourceRule, Rule } from "../lib/rule.ts";
import { appArmor } from "./app-armor.ts";
import { capabilities } from "./capabilities.ts";
import { hostNamespaces } from "./host-namespaces.ts";
import { hostPorts } from "./host-ports.ts";
import { hostProbes } from "./host-probes.ts";
import { privilegeEscalation } from "./privilege-escalation.ts";
import { privileged } from "./privileged.ts";
import { probes } from "./probes.ts";
import { procMount } from "./proc-mount.ts";
import { readOnlyRoot } from "./read-only-root.ts";
import { runAsNonRoot } from "./run-as-non-root.ts";
import { runAsUser } from "./run-as-user.ts";
import { seLinux } from "./se-linux.ts";
import { seccomp } from "./seccomp.ts";
import { serviceAccount } from "./service-account.ts";
import { serviceAccountToken } from "./service-account-token.ts";
import { sysctls } from "./sysctls.ts";
import { volumeTypes } from "./volume-types.ts";
import { windowsHostProcess } from "./windows-host-process.ts";

/**
 * The restricted profile of the Pod Security Standards, check by check as Pod Security Admission 1.35 makes them
 * (k8s.io/pod-security-admission v0.35.4); a test holds them against the API server's own.
 */
export const restrictedProfile: readonly ResourceRule[] = [
  hostNamespaces,
  privileged,
  capabilities,
  volumeTypes,
  hostPorts,
  hostProbes,
  appArmor,
  seLinux,
  procMount,
  seccomp,
  sysctls,
  privilegeEscalation,
  runAsNonRoot,
  runAsUser,
  windowsHostProcess,
];

export const podSecurity: readonly Rule[] = [
  ...restrictedProfile,
  readOnlyRoot,
  serviceAccountToken,
  serviceAccount,
  probes,
];
