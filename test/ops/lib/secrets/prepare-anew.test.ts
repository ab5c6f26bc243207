import { readFileSync } from "node:fs";

import { sealingPlace } from "../../../../lib/sealing/place.ts";
import { readSealedFile } from "../../../../lib/sealing/sealed-file.ts";
import { prepareSecrets } from "../../../../ops/lib/secrets/prepare.ts";
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
});
