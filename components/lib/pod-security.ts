/** What the level `restricted` of the Pod Security Standards demands of a pod. */
export const restrictedPod = () => ({
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
});

/** The same of a container, and a root filesystem that cannot be written to. */
export const restrictedContainer = () => ({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
});
