import { cannotTell, type Finding } from "../lib/finding.ts";
import { eachImage, type NamedImage } from "../lib/images.ts";
import { judgePods } from "../lib/pod-template.ts";
import { type ResourceRule, resourceRule, type RuleFacts } from "../lib/rule.ts";
import type { About } from "./release/model.ts";
import {
  NO_RELEASE,
  type Released,
  releasedBy,
  releaseOptions,
  type ReleaseSettings,
  said,
} from "./released.ts";

/** What there is to know about a rule over the evidence of images, and which failures are its own. */
interface Facts extends Pick<
  RuleFacts,
  "name" | "severity" | "description" | "remediation" | "framework"
> {
  readonly abouts: readonly About[];
}

/**
 * A rule over one kind of evidence of the images that a release holds. An image that is in no release has none to be
 * judged: that is for `released-image` to say, once.
 */
export const evidenceRule = ({ abouts, ...facts }: Facts): ResourceRule =>
  resourceRule<ReleaseSettings>({
    pack: "provenance",
    level: "mandatory",
    ...facts,
    options: releaseOptions,
    judge: (subject, settings, now) =>
      judgePods(subject, (pod) => {
        const released = releasedBy(settings, now);
        if (released === undefined) return [cannotTell(NO_RELEASE)];
        return eachImage(pod, (image) => judge(image, released, abouts));
      }),
    admission: {
      absent: "it reads no files; the list of `provenance/released-image` is made of verified ones",
    },
  });

const nothing: readonly Finding[] = [];

function judge(
  { label, text, reference: { digest } }: NamedImage,
  { verdict, byDigest }: Released,
  abouts: readonly About[],
): readonly Finding[] {
  const known = byDigest.get(digest ?? "") ?? [];
  const found = known.flatMap(({ failures }) =>
    failures.filter(({ about }) => abouts.includes(about)),
  );
  if (found.length === 0) return nothing;
  const findings = found.map((failure) =>
    said(`${label} uses image ${JSON.stringify(text)}: `, failure, verdict),
  );
  // One digest may stand for several services, with the same evidence.
  return findings.filter(
    ({ message }, at) => findings.findIndex((other) => other.message === message) === at,
  );
}
