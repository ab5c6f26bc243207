import type { Pod } from "../../lib/pod-template.ts";
import { at } from "./read.ts";

/** A pod of which a rule asks nothing, as a test and in CEL. */
export interface Exemption {
  readonly holds: (pod: Pod) => boolean;
  readonly cel: string;
}

/** Windows knows no capabilities, no seccomp and no privilege escalation: the API server forbids to set them there. */
export const windows: Exemption = {
  holds: ({ spec }) => at(spec, "os", "name") === "windows",
  cel: "variables.pod.?os.?name.orValue('') == 'windows'",
};

/** Root in a user namespace of its own is nobody outside of it: since 1.35 the standard lets it be. */
export const userNamespace: Exemption = {
  holds: ({ spec }) => at(spec, "hostUsers") === false,
  cel: "variables.pod.?hostUsers.orValue(true) == false",
};
