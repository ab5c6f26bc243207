import { restrictedContainer, restrictedPod } from "../pod-security.ts";
import { withContainers, withTemplate } from "./pods.ts";
import { each, mapOf, type Transform } from "./transform.ts";

/** Holds every pod to the level `restricted`, whatever upstream wrote; users and groups stay as they are. */
export const withSecurityContext = (): Transform =>
  each((object) =>
    withContainers(
      withTemplate(object, (template) => {
        const spec = mapOf(template["spec"]);
        const securityContext = { ...mapOf(spec["securityContext"]), ...restrictedPod() };
        return { ...template, spec: { ...spec, securityContext } };
      }),
      (container) => ({
        ...container,
        securityContext: { ...mapOf(container["securityContext"]), ...restrictedContainer() },
      }),
    ),
  );
