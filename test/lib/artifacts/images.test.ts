import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  imageReference,
  readImages,
  refuseUnresolved,
  unconfirmed,
} from "../../../lib/artifacts/images.ts";

const digest = `sha256:${"a".repeat(64)}`;
const images = [
  {
    ...{ image: "quay.io/acme/sure", tag: "v1", state: "resolved", digest },
    ...{ sources: ["quay.io"], resolved: "2026-11-28" },
  },
  { image: "quay.io/acme/said", tag: "v1", state: "recorded", digest, sources: ["one", "two"] },
  { image: "quay.io/acme/none", tag: "v1", state: "empty", note: "nobody wrote it down" },
];
const names = images.map(({ image, tag }) => `${image}:${tag}`);

describe("the lock of images", () => {
  let folder: string;
  const locked = (content: unknown = images) => {
    writeFileSync(join(folder, "images.lock.json"), JSON.stringify({ images: content }));
    return readImages(folder);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-images-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("gives each image its digest, and says how sure it is", () => {
    const lock = locked();

    expect(names.map((name) => imageReference(lock, name))).toEqual([
      { reference: `quay.io/acme/sure:v1@${digest}`, state: "resolved" },
      { reference: `quay.io/acme/said:v1@${digest}`, state: "recorded" },
      { reference: "quay.io/acme/none:v1", state: "empty" },
    ]);
  });

  it("has nothing for an image nobody locked", () => {
    expect(() => imageReference(locked(), "quay.io/acme/sure:v2")).toThrow(
      "artifacts/images.lock.json: has no image quay.io/acme/sure:v2; did you mean quay.io/acme/sure:v1? else add it as empty, then run ops artifacts resolve",
    );
  });

  it("keeps real environments from all that no registry has confirmed, each once", () => {
    const used = [...names, ...names, `${names[0] ?? ""}@${digest}`, "quay.io/acme/other:v1"];

    const faults = refuseUnresolved(locked(), used);

    const fix = "run ops artifacts resolve where the registries can be reached";
    expect(faults.map(({ message, exit }) => [message, exit])).toEqual([
      [`artifacts/images.lock.json: the digest of quay.io/acme/none:v1 is not known; ${fix}`, 1],
      [`artifacts/images.lock.json: quay.io/acme/other:v1 is not among them; ${fix}`, 1],
      [
        `artifacts/images.lock.json: the digest of quay.io/acme/said:v1 is recorded, and no registry has confirmed it; ${fix}`,
        1,
      ],
    ]);
  });

  it("lists the images that no registry has confirmed, those without a digest first", () => {
    const another = { ...images[2], image: "quay.io/acme/another" };

    expect(unconfirmed(locked([...images, another]))).toEqual([
      { image: "quay.io/acme/another:v1", state: "empty" },
      { image: "quay.io/acme/none:v1", state: "empty" },
      { image: "quay.io/acme/said:v1", state: "recorded" },
    ]);
  });

  it.each([
    ["one record", { ...images[1], sources: ["one"] }],
    ["a digest that is none", { ...images[1], digest: "sha256:12" }],
    ["a digest without a state", { image: "quay.io/acme/x", tag: "v1", digest }],
    ["a digest in an empty entry", { ...images[2], digest }],
    ["no registry", { ...images[2], image: "acme/none" }],
  ])("refuses an entry with %s", (_, entry) => {
    expect(() => locked([entry])).toThrow(/^artifacts\/images\.lock\.json: images\.0/);
  });

  it("refuses the same image twice", () => {
    expect(() => locked([images[0], images[0]])).toThrow(
      "artifacts/images.lock.json: has quay.io/acme/sure:v1 twice; keep one of the two",
    );
  });
});
