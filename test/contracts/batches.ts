import type { Case, Manifest } from "./cases.ts";

/** Cases that run as resources of one program, because none of them can disturb another. */
export interface Batch {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** Objects that change how other objects of their namespace are treated. */
const DISTURBING =
  /^(ResourceQuota|LimitRange|.*AdmissionPolicy.*|.*WebhookConfiguration|CustomResourceDefinition)$/;

/**
 * Sorts cases into as few batches as is safe: no two cases of a batch have an object in the same place, and what others in
 * the namespace would feel keeps to itself.
 */
export function batches(cases: readonly Case[]): readonly Batch[] {
  const together: Case[][] = [];
  const alone: Case[] = [];
  for (const one of cases) {
    if (!canShare(one)) alone.push(one);
    else
      (together.find((batch) => batch.every((other) => !meet(one, other))) ?? start(together)).push(
        one,
      );
  }
  return [
    ...together.map((batch, index) => ({ name: `together${index + 1}`, cases: batch })),
    ...alone.map((one, index) => ({ name: `alone${index + 1}`, cases: [one] })),
  ];
}

function canShare(one: Case): boolean {
  const kinds = [one.before, one.after].map((manifest) => manifest?.kind ?? "");
  return (
    !kinds.some((kind) => DISTURBING.test(kind)) &&
    (one.setup ?? []).every((args) => args[0] === "create" && kinds.includes(kindOf(args[1])))
  );
}

const kindOf = (word = ""): string =>
  word === "configmap" ? "ConfigMap" : word === "secret" ? "Secret" : word;

function meet(one: Case, other: Case): boolean {
  const theirs = new Set(places(other));
  return places(one).some((place) => theirs.has(place));
}

/** Where the case's objects are: "Deployment oracle/d1"; auto-named ones are nowhere in particular. */
function places({ before, after }: Case): readonly string[] {
  return [before, after].flatMap((manifest) =>
    manifest?.metadata?.name === undefined ? [] : place(manifest),
  );
}

const place = ({ kind, metadata }: Manifest): string =>
  `${kind} ${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;

function start(batchesSoFar: Case[][]): Case[] {
  const batch: Case[] = [];
  batchesSoFar.push(batch);
  return batch;
}
