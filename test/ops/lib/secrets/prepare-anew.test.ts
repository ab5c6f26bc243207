import { readFileSync } from "node:fs";

import { sealingPlace } from "../../../../lib/sealing/place.ts";
import { readSealedFile } from "../../../../lib/sealing/sealed-file.ts";
import { prepareSecrets } from "../../../../ops/lib/secrets/prepare.ts";
import { sealingKey } from "../../../support/sealing.ts";
import { put, sealingRoots } from "../../support/sealing.ts";

// Keys take a second or more.
jest.setTimeout(120_000);

const made = sealingRoots();
const local = { kind: "local", environment: "local", cluster: "local" } as const;

describe("secrets of this machine", () => {
  it("are made anew when their certificate is another: nobody reseals them", async () => {
    const root = made({
      "secrets/declared.yaml": "core/a: { why: x, keys: { token: { generate: 32:hex } } }\n",
    });
    const prepare = () => prepareSecrets(local, root);
    const { sealed } = sealingPlace(root.root, "local");
    const fileOf = () => readSealedFile(readFileSync(`${sealed}/core.a.yaml`, "utf8"), "core.a");
    await prepare();
    const before = fileOf();
    put(sealed, "sealing.crt", (await sealingKey("other")).certificate);

    await prepare();

    expect(fileOf().certificate).not.toBe(before.certificate);
    expect(fileOf().digests).not.toEqual(before.digests);
  });
});
