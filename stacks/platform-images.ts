import { RunError } from "@pulumi/pulumi";

import type { ObservabilityImages } from "../components/observability/settings.ts";
import { type ImageLock, imageReference } from "../lib/artifacts/images.ts";

/** Images of what has no published manifest, or whose manifest leaves the image open. */
const IMAGES = {
  operator: "quay.io/prometheus-operator/prometheus-operator",
  reloader: "quay.io/prometheus-operator/prometheus-config-reloader",
  prometheus: "quay.io/prometheus/prometheus",
  alertmanager: "quay.io/prometheus/alertmanager",
  grafana: "docker.io/grafana/grafana",
  blackbox: "quay.io/prometheus/blackbox-exporter",
  collector: "docker.io/otel/opentelemetry-collector-contrib",
} as const satisfies Record<keyof ObservabilityImages, string>;

/** Image of the controller that opens sealed secrets. */
export const sealedSecretsImage = (images: ImageLock): string =>
  locked(images, "docker.io/bitnami/sealed-secrets-controller");

/** Images of what watches. @throws RunError when the lock has none, or several tags, of one of them */
export const observabilityImages = (images: ImageLock): ObservabilityImages =>
  Object.fromEntries(
    Object.entries(IMAGES).map(([part, image]) => [part, locked(images, image)]),
  ) as unknown as ObservabilityImages;

/** The image of the lock with its digest, where there is one. */
function locked(images: ImageLock, image: string): string {
  const tagged = [...images.keys()].filter((name) => name.startsWith(`${image}:`));
  const [only, ...more] = tagged;
  if (only !== undefined && more.length === 0) return imageReference(images, only).reference;
  throw new RunError(
    `artifacts/images.lock.json: has ${tagged.length} tags of ${image}; keep the one that is installed`,
  );
}
