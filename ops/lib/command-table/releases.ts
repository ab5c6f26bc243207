import type { CommandRow } from "./row.ts";

/** The verbs on releases, their evidence and what they are made of. */
export const releaseCommands: readonly CommandRow[] = [
  {
    name: "promote",
    summary: "takes what one environment runs over into the release of the next, once that may be",
    takes: [
      { syntax: "<from>", help: "dev or stage" },
      { syntax: "<to>", help: "the one after it: stage or prod" },
    ],
    flags: ["--plan"],
    run: async ([from = "", to = ""], { plan = false }, ports) => {
      const { promote } = await import("../../commands/promote.ts");
      const { promoteOutcome } = await import("../promotion/outcome.ts");
      return promoteOutcome(await promote({ from, to, plan }, ports));
    },
  },
  {
    name: "release verify",
    summary: "judges every image of a release by its evidence, offline",
    takes: { syntax: "<environment>", help: "local, dev, stage, prod or pr-<number>" },
    flags: [],
    run: async ([name = ""], _flags, ports) => {
      const { releaseVerify, releaseVerifyOutcome } =
        await import("../../commands/release-verify.ts");
      return releaseVerifyOutcome(releaseVerify(name, ports));
    },
  },
  {
    name: "release add",
    summary: "collects the evidence of an image, judges it, and releases it to an environment",
    takes: [
      { syntax: "<environment>", help: "local, dev, stage, prod or pr-<number>" },
      { syntax: "<service>", help: "name of the workload service, for example api" },
    ],
    flags: [
      "--image <image>",
      "--provenance <file>",
      "--sbom <file>",
      "--scan <file>",
      "--layout <folder>",
    ],
    run: async ([name = "", service = ""], flags, ports) => {
      const { releaseAdd, releaseAddOutcome } = await import("../../commands/release-add.ts");
      return releaseAddOutcome(await releaseAdd({ ...flags, environment: name, service }, ports));
    },
  },
  {
    name: "release diff",
    summary: "what differs between the releases of two environments",
    takes: [
      { syntax: "<from>", help: "environment, for example prod" },
      { syntax: "<to>", help: "environment, for example stage" },
    ],
    flags: [],
    run: async ([from = "", to = ""], _flags, ports) => {
      const { releaseDiff, releaseDiffOutcome } = await import("../../commands/release-diff.ts");
      return releaseDiffOutcome(releaseDiff(from, to, ports));
    },
  },
  {
    name: "release attest",
    summary: "signs a statement about an image with a key, for tests and without a network",
    takes: { syntax: "<kind>", help: "provenance, sbom or scan" },
    flags: [
      "--image <image>",
      "--predicate <file>",
      "--key <file>",
      "--generate-key",
      "--out <file>",
    ],
    run: async ([kind = ""], flags) => {
      const { releaseAttest, releaseAttestOutcome } =
        await import("../../commands/release-attest.ts");
      const { generateKey = false, ...rest } = flags;
      return releaseAttestOutcome(releaseAttest({ ...rest, kind, generateKey }));
    },
  },
  {
    name: "sbom diff",
    summary:
      "what a change does to the components of an image, and which vulnerabilities it brings",
    takes: {
      syntax: "<sbom...>",
      help: "base and head: CycloneDX file, bundle or <env>/<service>; a base can be none, and is what prod runs by default",
    },
    flags: [
      "--scan-base <file>",
      "--scan-head <file>",
      "--no-scans",
      "--allow <file>",
      "--markdown",
      "--sarif",
    ],
    run: async (names, flags, ports) => {
      const { sbomDiffOutcome } = await import("../sbom/outcome.ts");
      return sbomDiffOutcome(names, flags, ports);
    },
  },
];
