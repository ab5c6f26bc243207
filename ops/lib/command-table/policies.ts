import type { CommandRow } from "./row.ts";

/** The verbs on policies, without an engine. */
export const policyCommands: readonly CommandRow[] = [
  {
    name: "policy check",
    summary: "judges manifests, rendered charts and Argo CD Applications by every policy",
    takes: {
      syntax: "<input...>",
      help: "manifest, folder, chart (folder or .tgz), or - for stdin",
    },
    flags: [
      "-f, --values <file>",
      "--env <environment>",
      "--namespace <name>",
      "--sarif",
      "--junit",
    ],
    run: async (inputs, flags, ports) => {
      const { policyCheckOutcome } = await import("../policy-check/outcome.ts");
      return policyCheckOutcome(inputs, flags, ports);
    },
  },
  {
    name: "policy waivers",
    summary: "every exception to a policy: owner, end, and which stacks use it",
    flags: [],
    run: async (_words, _flags, ports) => {
      const { policyWaivers, waiversOutcome } = await import("../../commands/policy-waivers.ts");
      return waiversOutcome(policyWaivers(ports));
    },
  },
];
