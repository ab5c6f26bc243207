import { Fault } from "../../lib/fault.ts";
import { ADDRESS, type Declared, declaredFor, scopeAsked } from "../../lib/sealing/declared.ts";
import type { SealingPlace } from "../../lib/sealing/place.ts";
import { declarations, sealedEnvironment } from "../../lib/sealing/read.ts";
import { type Scope, SCOPES } from "../../lib/sealing/sealed-file.ts";
import { suggest } from "../../lib/suggest.ts";
import { localTool } from "../lib/local-tool.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { type Kubeseal, kubeseal } from "../lib/secrets/kubeseal.ts";
import { type Sources, sourcesOf } from "../lib/secrets/plaintext.ts";
import { placeOf } from "../lib/secrets/place-of.ts";
import { type Sealed, sealSecret, type SealPorts, type Wanted } from "../lib/secrets/seal.ts";
import { standingOf } from "../lib/secrets/standing.ts";

export interface SealInput extends Sources {
  readonly environment: string;
  /** `<namespace>/<name>`. @default undefined: every declared Secret that is not sealed as it should be */
  readonly address?: string | undefined;
  /** @default the declared ones, and those that flags name */
  readonly keys: readonly string[];
  readonly scope?: string | undefined;
  readonly type?: string | undefined;
  /** `key=value`, of the Secret that it becomes. */
  readonly labels: readonly string[];
  readonly rotate: boolean;
}

export interface SealReport {
  readonly command: "secrets seal";
  readonly environment: string;
  readonly sealed: readonly Sealed[];
}

export type SealNeeds = Pick<Ports, "root" | "now" | "env" | "askSecret" | "screen" | "signal"> & {
  /** @default the one of the local toolchain */
  readonly kubeseal?: () => Promise<Kubeseal>;
};

/** Seals values into the file of a Secret, offline. */
export async function secretsSeal(input: SealInput, ports: SealNeeds): Promise<SealReport> {
  const place = placeOf(ports.root, input.environment);
  if (input.address === undefined) refuseAimless(input);
  const environment = place.name;
  const declared = new Map(declaredFor(declarations(ports.root), environment));
  const sealPorts = sealPortsOf(ports);
  const wanted =
    input.address === undefined
      ? unsealed(place, environment, input, ports)
      : [wantedOf(input.address, input, declared.get(input.address))];
  const sealed: Sealed[] = [];
  // What is refused is refused before the first value is typed and the first file is written.
  for (const one of wanted) standingOf(place, one, sealPorts);
  for (const one of wanted) sealed.push(await sealSecret(place, one, sealPorts));
  return { command: "secrets seal", environment, sealed };
}

/** Flags about one Secret are refused where none is named: whoever gives a value must not find it taken nowhere. */
function refuseAimless({ environment, ...input }: SealInput): void {
  const given = [
    ...(input.stdin ? ["--stdin"] : []),
    ...(input.fromFd.length > 0 ? ["--from-fd"] : []),
    ...(input.generate.length > 0 ? ["--generate"] : []),
    ...(input.scope === undefined ? [] : ["--scope"]),
    ...(input.type === undefined ? [] : ["--type"]),
    ...(input.labels.length > 0 ? ["--label"] : []),
  ];
  if (given.length === 0) return;
  const problem = "is about one Secret, and none is named";
  const fix = `name it: ops secrets seal ${environment} <namespace>/<name>`;
  throw new Fault({ where: given.join(", "), problem, fix });
}

/** What sealing asks for; kubeseal is built when it is nowhere. */
export const sealPortsOf = ({
  root,
  now,
  env,
  askSecret,
  screen,
  signal,
  ...given
}: SealNeeds): SealPorts => {
  let found: Promise<Kubeseal> | undefined;
  return {
    root,
    now,
    screen,
    signal,
    ask: askSecret,
    kubeseal:
      given.kubeseal ??
      (() =>
        (found ??= localTool(root, env, "sealed-secrets", "kubeseal").then((program) =>
          kubeseal(program, env),
        ))),
  };
};

/** The declared Secrets that are missing or may not be used as they are, with all their keys. */
export function unsealed(
  place: SealingPlace,
  environment: string,
  { rotate }: Pick<SealInput, "rotate">,
  { root, now }: Pick<Ports, "root" | "now">,
): Wanted[] {
  return sealedEnvironment(root, place, environment, now()).entries.flatMap(
    ({ address, declared, problems }) =>
      declared === undefined || (problems.length === 0 && !rotate)
        ? []
        : [
            {
              address,
              scope: declared.scope,
              declared,
              labels: {},
              // Where only its description is wrong, no value is asked for.
              sources:
                rotate || problems.some(({ verdict }) => verdict !== "misdescribed")
                  ? sourcesOf([], { fromFd: [], stdin: false, generate: [] }, declared)
                  : new Map(),
              rotate,
            },
          ],
  );
}

function wantedOf(address: string, input: SealInput, declared: Declared | undefined): Wanted {
  if (!ADDRESS.test(address)) {
    const fix = "write <namespace>/<name>, for example core/database";
    throw new Fault({ where: `"${address}"`, problem: "is no Secret", fix });
  }
  const sources = sourcesOf(input.keys, input, declared);
  if (sources.size === 0) {
    const fix = "name the keys to seal, or declare it in secrets/declared.yaml";
    throw new Fault({ where: address, problem: "has no keys", fix });
  }
  const labels = labelsOf(input.labels);
  if (declared !== undefined) refuseOther(input, labels, declared);
  return {
    address,
    scope: scopeOf(input.scope, declared),
    declared,
    type: input.type,
    labels,
    sources,
    rotate: input.rotate,
  };
}

function scopeOf(given: string | undefined, declared: Declared | undefined): Scope {
  const asked = scopeAsked(declared);
  const scope = given ?? asked;
  const known = SCOPES.find((one) => one === scope);
  if (known === undefined) {
    const meant = suggest(scope, SCOPES);
    const fix = meant === undefined ? `known: ${SCOPES.join(", ")}` : `did you mean ${meant}?`;
    throw new Fault({ where: `--scope ${scope}`, problem: "is no scope", fix });
  }
  if (asked === known) return known;
  const problem = declared === undefined ? "is not declared" : `is not what is declared: ${asked}`;
  const fix = "say it in secrets/declared.yaml first, so that it is reviewed";
  throw new Fault({ where: `--scope ${scope}`, problem, fix, exit: 1 });
}

/** What is declared is not described otherwise by flags: a preview would refuse the file. */
function refuseOther(
  { type }: Pick<SealInput, "type">,
  labels: Readonly<Record<string, string>>,
  declared: Declared,
): void {
  const other = [
    ...(type === undefined || type === declared.type ? [] : [`--type ${type}`]),
    ...Object.entries(labels)
      .filter(([key, value]) => declared.labels[key] !== value)
      .map(([key, value]) => `--label ${key}=${value}`),
  ];
  if (other.length === 0) return;
  const fix = "say it in secrets/declared.yaml first, so that it is reviewed";
  throw new Fault({ where: other.join(", "), problem: "is not what is declared", fix, exit: 1 });
}

function labelsOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const [, key = "", value = ""] = /^([^=]+)=(.*)$/.exec(text) ?? [];
      if (key !== "") return [key, value];
      const fix = "write <key>=<value>";
      throw new Fault({ where: `--label ${text}`, problem: "is no label", fix });
    }),
  );
}

export function secretsSealOutcome({ environment, sealed, ...report }: SealReport): Outcome {
  const committed = sealed.filter(({ file }) => !file.startsWith(".local/"));
  const changed = committed.some(({ did }) => did !== "unchanged");
  return {
    exit: 0,
    report: { environment, sealed, ...report },
    screen: () => [
      ...(sealed.length === 0 ? [`${environment}: everything that is declared is sealed`] : []),
      ...sealed.map(({ did, file, keys, removed, scope }) => {
        if (did === "unchanged") return `unchanged  ${file}`;
        const out = removed.length === 0 ? "" : `; took out ${removed.join(", ")}`;
        return did === "described"
          ? `described  ${file}: type, labels or keys are as asked for, no value is new${out}`
          : `sealed     ${file}: ${keys.join(", ")} (${scope})${out}`;
      }),
      ...(changed ? ["next       commit, then ops preview"] : []),
    ],
  };
}
