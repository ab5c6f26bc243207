import { lockedFiles, readArtifacts } from "../../../lib/artifacts/lock.ts";
import { artifactObject, artifactObjects } from "../../../lib/artifacts/objects.ts";
import { imageReference, readImages } from "../../../lib/artifacts/images.ts";
import { sha256, storedFile } from "../../../lib/artifacts/store.ts";
import { imagesOf } from "../../../components/lib/install/images.ts";
import { TYPED_KINDS } from "../../../components/crds/generate/kinds.ts";
import { objectsOf } from "../../../ops/lib/artifacts/derive.ts";
import { imagesText } from "../../../ops/commands/artifacts-resolve.ts";
import { readFileSync } from "node:fs";

const lock = readArtifacts();

describe("the locked artifacts", () => {
  it("are those of the platform, in these versions", () => {
    const versions = Object.entries(lock.artifacts).map(([name, { version }]) => [name, version]);

    expect(versions).toEqual([
      ["argo-cd", "v3.1.16"],
      ["argo-rollouts", "v1.8.3"],
      ["prometheus-operator", "v0.85.0"],
      ["sealed-secrets", "v0.32.2"],
    ]);
  });

  it.each(lockedFiles(lock).map((file) => [file.artifact, file.file, file] as const))(
    "hold the objects that the manifest reads as: %s %s",
    (artifact, name, file) => {
      const { bytes, objects } = storedFile(lock, file);

      expect(sha256(objectsOf(bytes, `${artifact} ${name}`))).toBe(sha256(objects));
    },
  );

  it.each(TYPED_KINDS)(
    "define $kind once, in its own file as in the whole",
    ({ kind, artifact, file }) => {
      const whole = lock.artifacts[artifact]?.files["install"] === undefined ? "bundle" : "install";
      const own = artifactObject(lock, artifact, file);
      const all = artifact === "sealed-secrets" ? [own] : artifactObjects(lock, artifact, whole);

      const same = all.filter(({ metadata }) => metadata.name === own.metadata.name);

      expect(same).toEqual([own]);
      expect(own).toMatchObject({ spec: { names: { kind } } });
    },
  );
});

describe("the locked images", () => {
  const images = readImages();

  it("have every image that the manifests run, but for the tag that upstream leaves open", () => {
    const used = [
      "argo-cd install",
      "argo-cd ha/install",
      "argo-rollouts install",
      "prometheus-operator bundle",
    ]
      .map((name) => name.split(" "))
      .flatMap(([artifact = "", file = ""]) => imagesOf(artifactObjects(lock, artifact, file)));

    const unknown = [...new Set(used)].filter((name) => !images.has(name));

    expect(unknown).toEqual(["quay.io/argoproj/argo-rollouts:latest"]);
    expect(images.has("quay.io/argoproj/argo-rollouts:v1.8.3")).toBe(true);
  });

  it("name no digest without its sources, and none at all where there are none", () => {
    for (const image of images.values()) {
      const { reference, state } = imageReference(images, `${image.image}:${image.tag}`);
      expect([state === "empty", /@sha256:[0-9a-f]{64}$/.test(reference)]).toEqual([
        image.state === "empty",
        image.state !== "empty",
      ]);
    }
  });

  it("are committed sorted, as the command writes them", () => {
    const text = readFileSync(
      new URL("../../../artifacts/images.lock.json", import.meta.url),
      "utf8",
    );

    expect(text).toBe(imagesText([...images.values()]));
  });
});
