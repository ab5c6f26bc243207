import type { CommandRow } from "./row.ts";

/** The verbs on what others publish and the platform installs. */
export const artifactCommands: readonly CommandRow[] = [
  {
    name: "artifacts fetch",
    summary: "brings every file of artifacts/lock.json into the cache, each compared with its hash",
    flags: [],
    run: async (_words, _flags, ports) => {
      const { artifactsFetch, artifactsFetchOutcome } =
        await import("../../commands/artifacts-fetch.ts");
      return artifactsFetchOutcome(await artifactsFetch(ports));
    },
  },
  {
    name: "artifacts verify",
    summary:
      "compares every cached file with the lock, offline, and lists images without a confirmed digest",
    flags: [],
    run: async (_words, _flags, ports) => {
      const { artifactsVerify, artifactsVerifyOutcome } =
        await import("../../commands/artifacts-verify.ts");
      return artifactsVerifyOutcome(artifactsVerify(ports));
    },
  },
  {
    name: "artifacts outdated",
    summary: "which artifacts have newer versions",
    flags: [],
    run: async (_words, _flags, ports) => {
      const { artifactsOutdated, artifactsOutdatedOutcome } =
        await import("../../commands/artifacts-outdated.ts");
      return artifactsOutdatedOutcome(await artifactsOutdated(ports));
    },
  },
  {
    name: "artifacts upgrade",
    summary: "writes another version of an artifact into the lock, with the hashes of its files",
    takes: [
      { syntax: "<artifact>", help: "name in the lock, for example argo-cd" },
      { syntax: "<version>", help: "version to lock, for example v3.1.16" },
    ],
    flags: [],
    run: async ([artifact = "", version = ""], _flags, ports) => {
      const { artifactsUpgrade, artifactsUpgradeOutcome } =
        await import("../../commands/artifacts-upgrade.ts");
      return artifactsUpgradeOutcome(await artifactsUpgrade({ artifact, version }, ports));
    },
  },
  {
    name: "artifacts resolve",
    summary: "asks the registries for the digests of the images of others, and locks them",
    flags: [],
    run: async (_words, _flags, ports) => {
      const { artifactsResolve, artifactsResolveOutcome } =
        await import("../../commands/artifacts-resolve.ts");
      return artifactsResolveOutcome(await artifactsResolve(ports));
    },
  },
];
