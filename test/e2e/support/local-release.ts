import { pinned } from "../../fixtures/pinned.ts";
import { IMAGE } from "../../policy-packs/fixtures/workloads.ts";
import { releaseFixture, type ReleaseFixture, type ReleaseOptions } from "../../support/release.ts";

/** Images by the service that brings them: those of the good programs, and of the good manifests. */
const images: Readonly<Record<string, string>> = { api: pinned, "core-api": IMAGE };

const part = (service: string, at: 0 | 1): string => (images[service] ?? "").split("@")[at] ?? "";

/**
 * Gives the local environment of a copy of the project a release in which the images of good programs are, signed with a
 * key that its trust file names. No rule is asked for less than elsewhere.
 */
export const releaseInto = (root: string, options: ReleaseOptions = {}): ReleaseFixture =>
  releaseFixture({
    environment: "local",
    folder: root,
    now: new Date(),
    services: Object.keys(images),
    repository: (service) => part(service, 0),
    digest: (service) => part(service, 1).replace("sha256:", ""),
    ...options,
  });
