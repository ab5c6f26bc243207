import { POD } from "../lib/admission-objects.ts";
import { CannotTell, each, type Finding, type Lazy } from "../lib/finding.ts";
import { isOf, mapAt } from "../lib/objects.ts";
import { makesPods, type Pod, podOf } from "../lib/pod-template.ts";
import type { KubernetesObject } from "../lib/subject.ts";
import {
  elements,
  field,
  isAbsent,
  isRecord,
  type Props,
  textAt,
  unreadable,
} from "../lib/values.ts";

/** A claim for a volume, by itself or as the template of one. */
export interface Claim {
  /** As messages name it; empty for a claim by itself. */
  readonly label: string;
  readonly props: Props;
}

export const isClaim = (object: KubernetesObject): boolean =>
  isOf(object, { "": ["PersistentVolumeClaim"] });

const isStatefulSet = (object: KubernetesObject): boolean =>
  isOf(object, { apps: ["StatefulSet"] });

/** Objects that are claims or make some. */
export const makesClaims = (object: KubernetesObject): boolean =>
  isClaim(object) || makesPods(object);

/** Judges a claim, the templates of a StatefulSet, and those of ephemeral volumes of pods. */
export function* eachClaim(
  object: KubernetesObject,
  judge: (claim: Claim) => Iterable<Finding>,
): Iterable<Finding> {
  if (isClaim(object)) return yield* judge({ label: "", props: object.props });
  if (isStatefulSet(object)) {
    const spec = mapAt(object.props, "spec");
    const templates = elements(spec, "volumeClaimTemplates").map(({ where, read }) => ({
      where: `spec.${where}`,
      read: () => templateIn(asRecord(read())),
    }));
    yield* each(templates, judge);
  }
  const read = podOf("", object);
  if (read !== undefined) yield* each(ephemeralIn(read), judge);
}

function ephemeralIn(read: () => Pod): readonly Lazy<Claim>[] {
  const { path, spec } = read();
  return elements(spec, "volumes").flatMap((volume): Lazy<Claim>[] => {
    const where = `${path}.${volume.where}`;
    try {
      const props = volume.read();
      const template = field(props, "ephemeral", "volumeClaimTemplate");
      if (isAbsent(template)) return [];
      const label = `ephemeral volume ${JSON.stringify(field(props, "name") ?? "")}`;
      return [{ where, read: () => ({ label, props: asRecord(template) }) }];
    } catch (error) {
      return [unreadable(where, error)];
    }
  });
}

function templateIn(props: Props): Claim {
  const name = textAt(props, "metadata", "name") ?? "";
  return { label: `volume claim template ${JSON.stringify(name)}`, props };
}

function asRecord(value: unknown): Props {
  if (isRecord(value)) return value;
  throw new CannotTell("is not an object");
}

/** CEL that holds a demand against every claim `c` of an object. */
export const celClaims = (demand: string): string =>
  [
    `(object.kind != 'PersistentVolumeClaim' || [object].all(c, ${demand}))`,
    `(object.kind != 'StatefulSet' || !has(object.spec.volumeClaimTemplates) || object.spec.volumeClaimTemplates.all(c, ${demand}))`,
    `[${POD}].all(p, !has(p.volumes) || p.volumes.all(v, !has(v.ephemeral) || !has(v.ephemeral.volumeClaimTemplate) || [v.ephemeral.volumeClaimTemplate].all(c, ${demand})))`,
  ].join(" && ");
