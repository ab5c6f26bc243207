import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readSealedFile } from "../../../lib/sealing/sealed-file.ts";
import { secretsReseal } from "../../../ops/commands/secrets-reseal.ts";
import { secretsSeal } from "../../../ops/commands/secrets-seal.ts";
import { secretsVerify } from "../../../ops/commands/secrets-verify.ts";
import { answers, put, type SealingRoot, sealingRoots } from "../support/sealing.ts";
import { PASSPHRASE, withBackup } from "../support/sealing-cluster.ts";

// A key takes a second or more.
jest.setTimeout(60_000);

const made = sealingRoots();
const FILE = "secrets/prod/core.database.yaml";
const NARROW = "core/database: { why: x, keys: { password: {} } }\n";
const WIDE = NARROW.replace("why: x", "why: x, scope: namespace-wide");
const flags = { fromFd: [], stdin: false, generate: [], labels: [], rotate: false };
const wanted = { ...flags, environment: "prod", address: "core/database", keys: ["password"] };

const typed = (root: SealingRoot, value: string, input: object = {}) =>
  secretsSeal({ ...wanted, ...input }, { ...root, askSecret: answers(value).ask });
const asking = (root: SealingRoot) => ({
  ...root,
  askSecret: () => Promise.resolve(PASSPHRASE),
});
const fileOf = ({ root }: SealingRoot) =>
  readSealedFile(readFileSync(join(root, FILE), "utf8"), FILE);

describe("ops secrets reseal", () => {
  it("seals strictly what is sealed wider, and is declared no more", async () => {
    const root = await withBackup(made({ "secrets/declared.yaml": WIDE }), "one");
    await typed(root, "hunter2-hunter2", { scope: "namespace-wide" });
    put(root.root, "secrets/declared.yaml", "{}\n");
    const look = () => secretsVerify({ environment: "prod", list: false, deep: false }, root);
    expect((await look()).secrets[0]).toMatchObject({
      verdict: "wrong scope",
      fix: expect.stringContaining("ops secrets reseal prod") as string,
    });

    await secretsReseal({ environment: "prod" }, asking(root));

    expect(fileOf(root).scope).toBe("strict");
    expect((await look()).verdict).toBe("done");
  });
});
