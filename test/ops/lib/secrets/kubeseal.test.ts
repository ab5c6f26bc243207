import { chmodSync } from "node:fs";
import { join } from "node:path";

import { secretsSeal } from "../../../../ops/commands/secrets-seal.ts";
import { secretsVerify, secretsVerifyOutcome } from "../../../../ops/commands/secrets-verify.ts";
import { kubeseal } from "../../../../ops/lib/secrets/kubeseal.ts";
import { put, type SealingRoot, sealingRoots } from "../../support/sealing.ts";
import { PASSPHRASE, withBackup } from "../../support/sealing-cluster.ts";

const made = sealingRoots();

/** A program in the place of kubeseal that reads what it is given, says something and ends with 1. */
function saying({ root }: SealingRoot, words: string) {
  put(root, "kubeseal", `#!/bin/sh\ncat > /dev/null\necho '${words}' >&2\nexit 1\n`);
  chmodSync(join(root, "kubeseal"), 0o755);
  return kubeseal(join(root, "kubeseal"), { PATH: "/usr/bin:/bin" });
}

describe("kubeseal", () => {
  // Its words, v0.32.2.
  it.each([
    ["no key fits", "error: no key could decrypt secret (password)"],
    ["a value is not whole", "error: illegal base64 data at input byte 372 (password)"],
  ])("opens nothing where %s", async (_, words) => {
    const root = made();

    await expect(saying(root, words).open("x.yaml", ["key"])).resolves.toBeUndefined();
  });

  it("is told apart from what it looks at when it does not work, with what it worked on", async () => {
    const root = made();
    const program = saying(root, "error: out of memory");
    const plain = { namespace: "core", name: "database", values: {} };

    await expect(program.open("secrets/prod/core.database.yaml", ["key"])).rejects.toThrow(
      `kubeseal: does not open secrets/prod/core.database.yaml: out of memory; see that it runs: ${join(root.root, "kubeseal")} --version`,
    );
    await expect(program.seal(plain, "strict", "secrets/prod/sealing.crt")).rejects.toThrow(
      "kubeseal: does not seal core/database: out of memory; look at the certificate, secrets/prod/sealing.crt",
    );
  });
});

describe("ops secrets verify --deep", () => {
  it("gives the file a verdict whose value is not whole, and goes on", async () => {
    const root = await withBackup(made(), "one");
    const seal = { fromFd: [], stdin: false, labels: [], rotate: false, keys: ["password"] };
    for (const address of ["core/database", "core/queue"]) {
      const input = { ...seal, environment: "prod", address, generate: ["password=32:hex"] };
      await secretsSeal(input, root);
    }
    const program = saying(root, "error: illegal base64 data at input byte 372 (password)");
    const ports = {
      ...root,
      askSecret: () => Promise.resolve(PASSPHRASE),
      kubeseal: () => Promise.resolve(program),
    };

    const report = await secretsVerify({ environment: "prod", list: false, deep: true }, ports);

    expect(report.secrets.map(({ file, verdict }) => [file, verdict])).toEqual([
      ["secrets/prod/core.database.yaml", "does not open"],
      ["secrets/prod/core.queue.yaml", "does not open"],
    ]);
    expect(secretsVerifyOutcome(report).exit).toBe(1);
  });
});
