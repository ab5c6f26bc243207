import { type Finding, finding, placed } from "../lib/finding.ts";
import { nistContainers } from "../lib/frameworks.ts";
import { eachImage, type NamedImage } from "../lib/images.ts";
import { judgePods } from "../lib/pod-template.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import type { Subject } from "../lib/subject.ts";

/** One container or volume that names a tag beside a digest. */
interface Use {
  readonly label: string;
  readonly urn: string | undefined;
  readonly digest: string;
}

/** One release is one image: where a tag stands beside two digests, one of them is not what people read. */
export const tagAgreement = stackRule({
  pack: "provenance",
  name: "tag-agreement",
  severity: "medium",
  level: "mandatory",
  description: "Nowhere in a stack does one tag of a repository stand beside two digests.",
  remediation: "pin every use of that tag to the digest that its release recorded",
  framework: nistContainers("4.2.2 Stale images in registries"),
  options: {},
  judge: (subjects) => {
    const uses = new Map<string, Use[]>();
    const judged = subjects.flatMap((subject) => {
      const unreadable = usesOf(subject, uses);
      return unreadable === undefined ? [] : [unreadable];
    });
    if (judged.length === 0) return notApplicable("the stack has no pods");
    return [
      ...judged.flat(),
      ...[...uses].flatMap(([image, found]) => disagreements(image, found)),
    ];
  },
});

/** Notes what a subject uses and returns what of it cannot be read; undefined when it makes no pods. */
function usesOf(subject: Subject, uses: Map<string, Use[]>): readonly Finding[] | undefined {
  const { kind, name, urn } = subject;
  const owner = `${kind} ${JSON.stringify(name)}`;
  const note = ({ label, reference: { registry, repository, tag, digest } }: NamedImage) => {
    if (tag === undefined || digest === undefined) return [];
    const image = `${registry}/${repository}:${tag}`;
    uses.set(image, [...(uses.get(image) ?? []), { label: `${owner} ${label}`, urn, digest }]);
    return [];
  };
  const judgement = judgePods(subject, (pod) => eachImage(pod, note));
  if ("notApplicable" in judgement) return undefined;
  return [...judgement].map((one) => ({ ...one, message: placed(owner, one.message), urn }));
}

/** One finding for each use that another one contradicts. */
const disagreements = (image: string, uses: readonly Use[]): readonly Finding[] =>
  uses.flatMap(({ label, urn, digest }) => {
    const other = uses.find((use) => use.digest !== digest);
    if (other === undefined) return [];
    const against = `but ${other.label} to ${other.digest}`;
    return [finding(`${label} pins ${image} to ${digest}, ${against}`, urn)];
  });
