import { withContainers, withTemplate } from "./pods.ts";
import { each, type JsonObject, mapOf, type Transform } from "./transform.ts";

/** What the level `restricted` of the Pod Security Standards demands of a pod. */
const POD: JsonObject = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };

/** The same of a container, and a root filesystem that cannot be written to. */
const CONTAINER: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/** Holds every pod to the level `restricted`, whatever upstream wrote; users and groups stay as they are. */
export const withSecurityContext = (): Transform =>
  each((object) =>
    withContainers(
      withTemplate(object, (template) => {
        const spec = mapOf(template["spec"]);
        const securityContext = { ...mapOf(spec["securityContext"]), ...POD };
        return { ...template, spec: { ...spec, securityContext } };
      }),
      (container) => ({
        ...container,
        securityContext: { ...mapOf(container["securityContext"]), ...CONTAINER },
      }),
    ),
  );
