import type { CommandRow } from "./row.ts";

const environment = { syntax: "<environment>", help: "local, dev, stage or prod" } as const;

/** The verbs on sealed secrets; none of them needs a cluster. */
export const secretsCommands: readonly CommandRow[] = [
  {
    name: "secrets init",
    summary: "makes the sealing key of an environment, once, and its encrypted backup",
    takes: environment,
    flags: ["--renew", "--valid-days <days>", "--backup <file>", "--passphrase-fd <n>"],
    run: async ([name = ""], { renew = false, ...flags }, ports) => {
      const { secretsInit, secretsInitOutcome } = await import("../../commands/secrets-init.ts");
      const input = { ...flags, environment: name, renew };
      return secretsInitOutcome(await secretsInit(input, ports));
    },
  },
  {
    name: "secrets seal",
    summary: "seals values for a Secret into a file that can be committed, offline",
    takes: [
      environment,
      {
        syntax: "[secret]",
        help: "<namespace>/<name>; without it, whatever is declared and not sealed as it should be",
      },
      { syntax: "[keys...]", help: "keys of the Secret; without them, the declared ones" },
    ],
    flags: [
      "--stdin",
      "--from-fd <key=n>",
      "--generate <key=how>",
      "--rotate",
      "--scope <scope>",
      "--type <type>",
      "--label <key=value>",
    ],
    run: async ([name = "", address, ...keys], flags, ports) => {
      const { secretsSeal, secretsSealOutcome } = await import("../../commands/secrets-seal.ts");
      const { fromFd = [], stdin = false, generate = [], label = [], rotate = false } = flags;
      const { scope, type } = flags;
      const sources = { fromFd, stdin, generate, keys, labels: label, rotate };
      const input = { environment: name, address, ...sources, scope, type };
      return secretsSealOutcome(await secretsSeal(input, ports));
    },
  },
  {
    name: "secrets reseal",
    summary: "seals every file again with the committed certificate, its values as they are",
    takes: environment,
    flags: ["--backup <file>", "--passphrase-fd <n>"],
    run: async ([name = ""], flags, ports) => {
      const { secretsReseal, secretsResealOutcome } =
        await import("../../commands/secrets-reseal.ts");
      return secretsResealOutcome(await secretsReseal({ ...flags, environment: name }, ports));
    },
  },
  {
    name: "secrets list",
    summary: "what is sealed: with which key, how long ago, and whether it may be used",
    takes: environment,
    flags: [],
    run: async ([name = ""], _flags, ports) => {
      const { secretsVerify, secretsVerifyOutcome } =
        await import("../../commands/secrets-verify.ts");
      const input = { environment: name, list: true, deep: false };
      return secretsVerifyOutcome(await secretsVerify(input, ports));
    },
  },
  {
    name: "secrets verify",
    summary: "the same, and exit 1 when a file is missing, stale, expired or wrong",
    takes: environment,
    flags: ["--deep", "--backup <file>", "--passphrase-fd <n>"],
    run: async ([name = ""], { deep = false, backup, passphraseFd }, ports) => {
      const { secretsVerify, secretsVerifyOutcome } =
        await import("../../commands/secrets-verify.ts");
      const input = { environment: name, list: false, deep, backup, passphraseFd };
      return secretsVerifyOutcome(await secretsVerify(input, ports));
    },
  },
];
