import * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject } from "../components/lib/install/transform.ts";
import { readImages, refuseUnresolved, type ImageLock } from "../lib/artifacts/images.ts";
import { type ArtifactLock, readArtifacts } from "../lib/artifacts/lock.ts";
import { artifactObjects } from "../lib/artifacts/objects.ts";
import { Fault } from "../lib/fault.ts";
import type { EnvironmentSettings } from "./config.ts";
import { type SealedSettings, sealedSettings } from "./sealed.ts";
import type { EnvironmentName } from "./stack-name.ts";

type Objects = readonly KubernetesObject[];

/** All that the platform is made of besides its settings: read from files that are locked, committed or sealed. */
export interface PlatformInputs {
  readonly artifacts: {
    readonly argoCd: Objects;
    readonly argoRollouts: { readonly objects: Objects; readonly version: string };
    readonly sealedSecrets: Objects;
    readonly prometheusOperator: Objects;
  };
  readonly images: ImageLock;
  readonly sealed: SealedSettings;
}

/** @throws RunError for an artifact that is missing or tampered, an image nobody vouches for, a secret that cannot be opened */
export function platformInputs(
  name: EnvironmentName,
  { cluster, platform }: EnvironmentSettings,
  now: Date,
  readLock: () => ImageLock = readImages,
): PlatformInputs | undefined {
  if (platform === undefined) return undefined;
  try {
    const images = readLock();
    if (platform.images === "resolved") refuseImages(images);
    const artifacts = artifactsOf(readArtifacts(), platform.argoCd.availability.mode);
    return { artifacts, images, sealed: sealedSettings(name, cluster, now) };
  } catch (error) {
    if (error instanceof Fault) throw new pulumi.RunError(error.message);
    throw error;
  }
}

/** The objects of the locked artifacts, as their projects publish them. @throws Fault when one is missing or tampered */
export const artifactsOf = (
  lock: ArtifactLock,
  availability: "single" | "ha",
): PlatformInputs["artifacts"] => ({
  argoCd: artifactObjects(lock, "argo-cd", availability === "ha" ? "ha/install" : "install"),
  argoRollouts: {
    objects: artifactObjects(lock, "argo-rollouts", "install"),
    version: lock.artifacts["argo-rollouts"]?.version ?? "",
  },
  sealedSecrets: artifactObjects(lock, "sealed-secrets", "crds/sealed-secret"),
  prometheusOperator: artifactObjects(lock, "prometheus-operator", "bundle"),
});

/** All faults at once: whoever has to ask one registry asks them all. */
function refuseImages(images: ImageLock): void {
  const faults = refuseUnresolved(images, images.keys());
  if (faults.length > 0) throw new pulumi.RunError(faults.map(({ message }) => message).join("\n"));
}
