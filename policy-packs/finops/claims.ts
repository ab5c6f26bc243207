import { CannotTell, each, type Finding } from "../lib/finding.ts";
import { isOf, mapAt } from "../lib/objects.ts";
import { makesPods, podOf } from "../lib/pod-template.ts";
import type { KubernetesObject } from "../lib/subject.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt } from "../lib/values.ts";

/** A claim for a volume, by itself or as the template of one. */
export interface Claim {
  /** As messages name it; empty for a claim by itself. */
  readonly label: string;
  readonly props: Props;
}

type Judge = (claim: Claim) => Iterable<Finding>;

export const isClaim = (object: KubernetesObject): boolean =>
  isOf(object, { "": ["PersistentVolumeClaim"] });

/** Objects that are claims or make some; a patch of a StatefulSet may do so without its pods. */
export const makesClaims = (object: KubernetesObject): boolean =>
  isClaim(object) || isOf(object, { apps: ["StatefulSet"] }) || makesPods(object);

/** Judges a claim, the templates of a StatefulSet or of an operator's, and those of ephemeral volumes of pods. */
export function* eachClaim(object: KubernetesObject, judge: Judge): Iterable<Finding> {
  if (isClaim(object)) {
    yield* judge({ label: "", props: object.props });
    return;
  }
  const spec = mapAt(object.props, "spec");
  const templates = elements(spec, "volumeClaimTemplates").map(({ where, read }) => ({
    where: `spec.${where}`,
    read: (): Claim => {
      const props = asRecord(read());
      return { label: named("volume claim template", textAt(props, "metadata", "name")), props };
    },
  }));
  yield* each(templates, judge);
  yield* each([{ where: "spec.storage", read: () => field(spec, "storage") }], (storage) =>
    template("volume claim template of", storage, "storage", ["volumeClaimTemplate"], judge),
  );
  const pod = podOf("", object)?.();
  if (pod === undefined) return;
  const volumes = elements(pod.spec, "volumes").map(({ where, read }) => ({
    where: `${pod.path}.${where}`,
    read,
  }));
  yield* each(volumes, (volume) =>
    template("ephemeral volume", volume, textAt(volume, "name"), EPHEMERAL, judge),
  );
}

const EPHEMERAL = ["ephemeral", "volumeClaimTemplate"];

/** Judges the template at a path, when there is one. */
function template(
  sort: string,
  value: unknown,
  name: string | undefined,
  path: readonly string[],
  judge: Judge,
): Iterable<Finding> {
  const found = field(value, ...path);
  return isAbsent(found) ? [] : judge({ label: named(sort, name), props: asRecord(found) });
}

const named = (sort: string, name = ""): string => `${sort} ${JSON.stringify(name)}`;

function asRecord(value: unknown): Props {
  if (isRecord(value)) return value;
  throw new CannotTell("is not an object");
}

const celInList = (list: string, demand: string): string =>
  `(!has(object.spec) || !has(object.spec.${list}) || object.spec.${list}.all(c, ${demand}))`;

/** CEL that holds a demand against every claim `c` of an object. */
export const celClaims = (demand: string): string =>
  [
    `(object.kind != 'PersistentVolumeClaim' || [object].all(c, ${demand}))`,
    celInList("volumeClaimTemplates", demand),
    `(!has(object.spec) || !has(object.spec.storage) || !has(object.spec.storage.volumeClaimTemplate) || [object.spec.storage.volumeClaimTemplate].all(c, ${demand}))`,
    `[variables.pod].all(p, !has(p.volumes) || p.volumes.all(v, !has(v.ephemeral) || !has(v.ephemeral.volumeClaimTemplate) || [v.ephemeral.volumeClaimTemplate].all(c, ${demand})))`,
  ].join(" && ");
