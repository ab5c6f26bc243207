import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A Kubernetes object as a program writes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** What one run did to the resource under test. */
export interface Outcome {
  readonly ok: boolean;
  /** Engine operations in the order they began. */
  readonly ops: readonly string[];
  readonly diffKeys: readonly string[];
  readonly replaceKeys: readonly string[];
}

/** What a provider did, or should do, in one case; what is missing was not looked at. */
export interface Behaviour {
  readonly create?: Outcome;
  readonly preview: Outcome;
  readonly update: Outcome;
  readonly id?: string;
  /** Reasons the state holds for the resource not being ready. */
  readonly initErrors?: number;
  /** `.spec.replicas` on the server at the end. */
  readonly liveReplicas?: string;
  readonly refreshSummary?: Readonly<Record<string, number>>;
}

/** One resource in two versions, and what happens around it. */
export interface Case {
  readonly name: string;
  /** Arguments of the provider. */
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly resourceOptions?: {
    readonly customTimeouts?: {
      readonly create?: string;
      readonly update?: string;
      readonly delete?: string;
    };
    readonly ignoreChanges?: string[];
    readonly protect?: boolean;
  };
  /** kubectl arguments, run before anything else. */
  readonly setup?: readonly (readonly string[])[];
  /** kubectl arguments, run between the two versions. */
  readonly between?: readonly (readonly string[])[];
  readonly refreshBeforeUpdate?: boolean;
  readonly before?: Manifest;
  readonly after: Manifest;
  readonly expect: Behaviour;
}

/** Namespaces that are there before each case. */
export const NAMESPACES = ["oracle", "oracle2"] as const;

/** What the official provider did; see `about` in the file. */
export function officialCases(): readonly Case[] {
  const file = join(import.meta.dirname, "kubernetes-provider.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] }).cases;
}
