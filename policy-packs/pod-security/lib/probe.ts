import { CannotTell } from "../../lib/finding.ts";
import { isRecord, type Props } from "../../lib/values.ts";
import { at } from "./read.ts";

/** What a probe asks, by the ways in which Kubernetes can ask. */
const ACTIONS = ["exec", "grpc", "httpGet", "tcpSocket"];

/** What tells one question from another, headers aside, and what Kubernetes reads where nothing is set. */
const QUESTION: readonly (readonly [path: string, unset: unknown])[] = [
  ["exec.command", []],
  ["grpc.port", 0],
  ["grpc.service", ""],
  ["httpGet.port", 0],
  ["httpGet.path", "/"],
  ["httpGet.scheme", "HTTP"],
  ["httpGet.host", ""],
  ["tcpSocket.port", 0],
  ["tcpSocket.host", ""],
];

/** Seconds between two questions, and how many in a row fail before Kubernetes acts, with its own defaults. */
const PATIENCE: readonly (readonly [path: string, unset: number])[] = [
  ["periodSeconds", 10],
  ["failureThreshold", 3],
];

/** A probe of a container that asks something; undefined when it has none. */
export function probeOf(container: Props, name: string): Props | undefined {
  const probe = at(container, name);
  if (probe === undefined) return undefined;
  if (!isRecord(probe)) throw new CannotTell(`${name} is not a map`);
  return ACTIONS.some((action) => at(probe, action) !== undefined) ? probe : undefined;
}

/** Whether two probes ask the same. */
export const sameQuestion = (one: Props, other: Props): boolean =>
  QUESTION.every(([path, unset]) => {
    const [a, b] = [one, other].map((probe) => at(probe, ...path.split(".")));
    return JSON.stringify(filled(a, unset)) === JSON.stringify(filled(b, unset));
  });

/** Seconds of failing until Kubernetes acts. */
export function patience(probe: Props): number {
  return PATIENCE.map(([key, unset]) => {
    const value = filled(at(probe, key), unset);
    if (!Number.isInteger(value)) throw new CannotTell(`${key} of a probe is not a whole number`);
    return Number(value);
  }).reduce((product, value) => product * value);
}

/** Kubernetes takes an empty text and 0 for not set. */
const filled = (value: unknown, unset: unknown): unknown =>
  value === undefined || value === "" || value === 0 ? unset : value;

const celOfFilled = (read: string, unset: unknown): string => {
  const text = JSON.stringify(unset);
  return `[dyn(${read}.orValue(${text}))].map(v, v == '' || v == 0 ? dyn(${text}) : v)[0]`;
};

/** That a container asks something by this probe, in CEL. */
export const celOfProbe = (name: string): string =>
  `(${ACTIONS.map((action) => `c.?${name}.?${action}.hasValue()`).join(" || ")})`;

/** That two probes of a container ask the same, in CEL. */
export const celOfSameQuestion = (one: string, other: string): string =>
  QUESTION.map(([path, unset]) => {
    const read = (name: string) => celOfFilled(`c.?${name}.?${path.replace(".", ".?")}`, unset);
    return `${read(one)} == ${read(other)}`;
  }).join(" && ");

/** Seconds of failing until Kubernetes acts on a probe of a container, in CEL. */
export const celOfPatience = (name: string): string =>
  PATIENCE.map(([key, unset]) => celOfFilled(`c.?${name}.?${key}`, unset)).join(" * ");
