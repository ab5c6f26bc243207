import { readFileSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../../../lib/lock.ts";
import { readSealedFile } from "../../../lib/sealing/sealed-file.ts";
import { secretsReseal } from "../../../ops/commands/secrets-reseal.ts";
import { secretsSeal } from "../../../ops/commands/secrets-seal.ts";
import { secretsVerify } from "../../../ops/commands/secrets-verify.ts";
import { sealingKey } from "../../support/sealing.ts";
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

  it("keeps a value that somebody seals while the passphrase is typed, with its digest", async () => {
    const root = await withBackup(made(), "one", "two");
    await typed(root, "hunter2-hunter2");
    put(root.root, "secrets/prod/sealing.crt", (await sealingKey("two")).certificate);
    const askSecret = async () => {
      await typed(root, "another-value");
      return PASSPHRASE;
    };

    await secretsReseal({ environment: "prod" }, { ...root, askSecret });

    const deep = { environment: "prod", list: false, deep: true };
    expect((await secretsVerify(deep, asking(root))).verdict).toBe("done");
    expect(root.asked.at(-1)?.values).toEqual({ password: "another-value" });
  });

  it("reads a file again that changed while it waited", async () => {
    const root = await withBackup(made(), "one", "two");
    await typed(root, "hunter2-hunter2");
    put(root.root, "secrets/prod/sealing.crt", (await sealingKey("two")).certificate);
    const lock = join(root.root, ".local/secrets/prod/init.lock");
    let changed = "";

    const resealed = await withLock(lock, "secrets seal of prod", async () => {
      const waiting = secretsReseal({ environment: "prod" }, asking(root));
      await until(() => root.rows.length > 0);
      const text = readFileSync(join(root.root, FILE), "utf8");
      changed = text.replace("    type: Opaque", "    type: intelgraph.internal/changed");
      put(root.root, FILE, changed);
      return () => waiting;
    }).then((waiting) => waiting());

    expect(changed).toContain("intelgraph.internal/changed");
    expect(root.rows).toEqual([expect.stringMatching(/^for secrets seal of prod, process /)]);
    expect(resealed.sealed).toHaveLength(1);
    expect(fileOf(root).type).toBe("intelgraph.internal/changed");
  });
});

/** Waits until something is so, a quarter of a minute at most. */
async function until(isSo: () => boolean): Promise<void> {
  for (let left = 300; left > 0 && !isSo(); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
