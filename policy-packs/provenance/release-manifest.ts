import { cannotTell, type Finding } from "../lib/finding.ts";
import { slsa } from "../lib/frameworks.ts";
import { judgePods } from "../lib/pod-template.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import type { Subject } from "../lib/subject.ts";
import { NO_RELEASE, releasedBy, releaseOptions, type ReleaseSettings, said } from "./released.ts";

/** Nothing runs without a manifest that says what was released, and that can be believed as a whole. */
export const releaseManifest = stackRule<ReleaseSettings>({
  pack: "provenance",
  name: "release-manifest",
  severity: "high",
  level: "mandatory",
  description:
    "A stack that makes pods has a release file, and nothing speaks against it, its trust file or its lists of exceptions as a whole.",
  remediation: "see what ops release verify <env> says of the release as a whole, and mend that",
  framework: slsa("Verifying artifacts"),
  options: releaseOptions,
  judge: (subjects, settings, now) => {
    const makers = subjects.filter(hasPods);
    if (makers.length === 0) return notApplicable("the stack has no pods");
    const released = releasedBy(settings, now);
    // Each of them is blamed, so that a waiver for one excuses no other.
    return makers.flatMap(({ kind, name, urn }): Finding[] => {
      const makes = `${kind} ${JSON.stringify(name)} makes pods, but `;
      if (released === undefined) return [cannotTell(`${makes}${NO_RELEASE}`, urn)];
      const { verdict } = released;
      return verdict.failures.map((failure) => said(makes, failure, verdict, urn));
    });
  },
});

/** Also when nobody can look into them. */
const hasPods = (subject: Subject): boolean => !("notApplicable" in judgePods(subject, () => []));
