import { CannotTell, each } from "../../../policy-packs/lib/finding.ts";
import { nistContainers } from "../../../policy-packs/lib/frameworks.ts";
import { notApplicable, type ResourceRule, resourceRule } from "../../../policy-packs/lib/rule.ts";
import type { Subject } from "../../../policy-packs/lib/subject.ts";

/** What nobody could look into, by the id of the Application; one reason for each source. */
export type Unseen = ReadonlyMap<string | undefined, readonly string[]>;

/**
 * What Argo CD would deploy is judged, or somebody says that nobody could see it.
 *
 * A rule of this door alone, which no waiver can name: at the others an Application is an object like any other, and what it deploys is held to
 * the rules by the API server.
 */
export const applicationSource = (unseen: Unseen): ResourceRule =>
  resourceRule({
    pack: "policy-check",
    name: "application-source",
    severity: "high",
    level: "mandatory",
    description: "Everything that an Argo CD Application deploys can be rendered and judged.",
    remediation:
      "render the source and check the result in place of the Application: helm template ... | ops policy check -",
    framework: nistContainers("4.1.2 Image configuration defects"),
    options: {},
    judge: (subject) => judge(subject, unseen),
    admission: { absent: "it sees each object that Argo CD applies" },
  });

function judge({ apiVersion, kind, urn }: Subject, unseen: Unseen) {
  const isDelivery = apiVersion.startsWith("argoproj.io/") && /^Application(Set)?$/.test(kind);
  if (!isDelivery) return notApplicable("delivers nothing through Argo CD");
  const reasons = unseen.get(urn) ?? [];
  return each(
    reasons.map((reason) => ({
      where: "",
      read: (): never => {
        throw new CannotTell(reason);
      },
    })),
    () => [],
  );
}
