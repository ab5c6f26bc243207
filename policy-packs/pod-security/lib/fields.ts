import { type Finding, finding, seen, unseen } from "../../lib/finding.ts";
import { eachContainer, type Pod } from "../../lib/pod-template.ts";
import { at, podLabel } from "./read.ts";

/** What a field may hold, as a test and in CEL. */
export interface Values {
  readonly fit: (value: unknown) => boolean;
  /** True when the expression that reads the field gives such a value. */
  readonly cel: (read: string) => string;
}

/** A field of the pod or of its containers that the standard says something about. */
export interface Field {
  /** Below the spec of the pod, and below the container: `securityContext.procMount`. */
  readonly path: string;
  readonly on: "pod" | "containers" | "both";
  readonly values: Values;
  /** When it may be left out: never, or by containers of a pod that sets it. @default undefined: always */
  readonly unset?: "refused" | "inherited";
}

/** One of these values, and of their type. */
export const oneOf = (...allowed: readonly (string | boolean | number)[]): Values => ({
  fit: (value) => allowed.some((one) => one === value),
  cel: (read) => `${read} in ${JSON.stringify(allowed)}`,
});

/** What is wrong with the fields of a pod: the pod first, then container by container. */
export function* judgeFields(pod: Pod, fields: readonly Field[]): Iterable<Finding> {
  const name = podLabel(pod);
  const given = new Set<Field>();
  yield* distinct(function* () {
    for (const one of fields.filter(({ on }) => on !== "containers")) {
      const value = yield* seen({ where: name, read: () => at(pod.spec, ...keysOf(one)) });
      if (value !== undefined) given.add(one);
      yield* unfit(name, one, value);
    }
  });
  const asked = fields.filter(({ on }) => on !== "pod");
  if (asked.length === 0) return;
  yield* eachContainer(pod, ({ label, props }) =>
    distinct(function* () {
      for (const one of asked) {
        const value = yield* seen({ where: label, read: () => at(props, ...keysOf(one)) });
        yield* unfit(label, one, value);
        if (value !== undefined) continue;
        if (one.unset === "refused") yield finding(`${label} does not set ${one.path}`);
        if (one.unset !== "inherited" || given.has(one)) continue;
        yield finding(`neither ${name} nor ${label} sets ${one.path}`);
      }
    }),
  );
}

/** The same demand in CEL, over `variables.pod` and `variables.containers`. */
export function celOfField({ path, on, values, unset }: Field): string {
  const [ofPod, own] = [`variables.pod.${celPath(path)}`, `c.${celPath(path)}`];
  const fits = (read: string, without: string) =>
    `(${read}.hasValue() ? ${values.cel(`${read}.value()`)} : ${without})`;
  const unsetCel = { refused: "false", inherited: `${ofPod}.hasValue()` };
  const without = unset === undefined ? "true" : unsetCel[unset];
  return [
    ...(on === "containers" ? [] : [fits(ofPod, "true")]),
    ...(on === "pod" ? [] : [`variables.containers.all(c, ${fits(own, without)})`]),
  ].join(" && ");
}

const keysOf = ({ path }: Field): readonly string[] => path.split(".");

const celPath = (path: string): string => `?${path.split(".").join(".?")}`;

function unfit(label: string, { path, values }: Field, value: unknown): readonly Finding[] {
  if (value === undefined || value === unseen || values.fit(value)) return [];
  return [finding(`${label} sets ${path} to ${JSON.stringify(value)}`)];
}

/** Says once what several fields of one holder say: that their common parent cannot be read. */
function* distinct(make: () => Iterable<Finding>): Iterable<Finding> {
  const said = new Set<string>();
  for (const one of make()) {
    if (!said.has(one.message)) yield one;
    said.add(one.message);
  }
}
