import { readFileSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../../../../lib/lock.ts";
import { sealingPlace } from "../../../../lib/sealing/place.ts";
import { readSealedFile } from "../../../../lib/sealing/sealed-file.ts";
import { initPlace } from "../../../../ops/commands/secrets-init.ts";
import { prepareSecrets } from "../../../../ops/lib/secrets/prepare.ts";
import { sealAgain } from "../../../../ops/lib/secrets/seal-again.ts";
import { put, sealingRoots } from "../../support/sealing.ts";

// Keys take a second or more.
jest.setTimeout(120_000);

const made = sealingRoots();
const local = { kind: "local", environment: "local", cluster: "local" } as const;

describe("secrets of this machine", () => {
  it("are made anew when their scope is another: nobody reseals them", async () => {
    const root = made();
    const declare = (scope: string) => {
      const text = `core/a: { why: x, scope: ${scope}, keys: { token: { generate: 32:hex } } }\n`;
      put(root.root, "secrets/declared.yaml", text);
    };
    const { sealed } = sealingPlace(root.root, "local");
    const fileOf = () => readSealedFile(readFileSync(`${sealed}/core.a.yaml`, "utf8"), "core.a");
    declare("strict");
    await prepareSecrets(local, root);
    const { digests } = fileOf();
    declare("namespace-wide");

    await prepareSecrets(local, root);

    expect(fileOf().scope).toBe("namespace-wide");
    expect(fileOf().digests).not.toEqual(digests);
  });

  it("are sealed again by one run at a time", async () => {
    const root = made({
      "secrets/declared.yaml": "core/a: { why: x, keys: { token: { generate: 32:hex } } }\n",
    });
    const place = sealingPlace(root.root, "local");
    await prepareSecrets(local, root);
    root.now = () => new Date("2028-01-01T00:00:00Z");
    await initPlace(place, { renew: true }, root);
    const path = join(place.sealed, "core.a.yaml");
    const before = readFileSync(path, "utf8");

    const waiting = await withLock(join(place.kept, "init.lock"), "another run", async () => {
      const again = sealAgain(place, "local", root);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(readFileSync(path, "utf8")).toBe(before);
      return () => again;
    });

    expect(await waiting()).toEqual(["core/a"]);
    expect(root.rows.at(-1)).toMatch(/^for another run, process \d+/);
  });
});
