import { artifactCommands } from "./command-table/artifacts.ts";
import { environmentCommands } from "./command-table/environments.ts";
import { policyCommands } from "./command-table/policies.ts";
import { releaseCommands } from "./command-table/releases.ts";
import type { CommandRow } from "./command-table/row.ts";
import { secretsCommands } from "./command-table/secrets.ts";

/** What the groups of verbs are about. */
export const groups: Readonly<Record<string, string>> = {
  artifacts: "what others publish and the platform installs: fetch, verify, look for newer",
  policy: "the policies, without an engine: judge manifests, look at waivers",
  sbom: "what images are made of",
  secrets: "what is sealed for an environment, and the key that it is sealed with",
  release: "what an environment runs, and the evidence that it may",
};

/** The verbs, in the order of help; each module is loaded when its verb is used. */
export const commands: readonly CommandRow[] = [
  ...environmentCommands,
  ...policyCommands,
  ...releaseCommands,
  ...artifactCommands,
  ...secretsCommands,
];
