import type { KubernetesObject } from "../../../components/lib/install/transform.ts";
import { containersIn } from "../../../components/delivery/lib/pods.ts";
import type { ImageLock } from "../../../lib/artifacts/images.ts";
import { readArtifacts } from "../../../lib/artifacts/lock.ts";
import { artifactObjects } from "../../../lib/artifacts/objects.ts";

const lock = readArtifacts();

/** What upstream publishes, out of the cache that `ops artifacts fetch` fills. */
export const upstream = {
  argoCd: artifactObjects(lock, "argo-cd", "install"),
  argoCdHa: artifactObjects(lock, "argo-cd", "ha/install"),
  argoRollouts: artifactObjects(lock, "argo-rollouts", "install"),
};

/** Without the kinds, whose size takes seconds to register; the installer has tests of its own for them. */
export const withoutKinds = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  objects.filter(({ kind }) => kind !== "CustomResourceDefinition");

/** Every image that these objects name, and the release of Argo Rollouts, each with a digest made of its name. */
export const images: ImageLock = new Map(
  [
    ...Object.values(upstream).flatMap((objects) =>
      containersIn(objects).map(({ container }) => container.image ?? ""),
    ),
    "public.ecr.aws/docker/library/redis:7.2.12-alpine",
    "quay.io/argoproj/argo-rollouts:v1.8.3",
  ].map((name) => {
    const [, image = "", tag = ""] = /^(.*):([^:]+)$/.exec(name) ?? [];
    const digest = `sha256:${Buffer.from(name).toString("hex").padEnd(64, "0").slice(-64)}`;
    return [name, { image, tag, digest, state: "recorded", sources: [] }] as const;
  }),
);
