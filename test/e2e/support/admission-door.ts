import { setTimeout as sleep } from "node:timers/promises";

import {
  admissionName,
  type AdmissionPair,
  admissionPairs,
} from "../../../policy-packs/lib/admission-objects.ts";
import type { Given } from "../../../policy-packs/lib/config.ts";
import { policyName, type Rule } from "../../../policy-packs/lib/rule.ts";
import type { Answer, ApiServer } from "./api-server.ts";
import { atOnce } from "./at-once.ts";
import { type Manifest, type Poster, poster } from "./poster.ts";

/** What the API server makes of an object, nothing being stored. */
export interface Verdicts {
  /** Names of the rules that would refuse it. */
  readonly refusedBy: ReadonlySet<string>;
  /** What it says of the rules, word for word. */
  readonly warnings: readonly string[];
  /** The object as it would be stored: with everything that the API server adds. */
  readonly returned: Manifest;
  /** Why no rule was asked: the API server itself takes no such object. @default undefined: they were asked */
  readonly invalid?: string;
}

export interface AdmissionDoor {
  /** All rules at once: bindings only warn, and warnings, unlike denials, are told for every one of them. */
  judge(object: Manifest): Promise<Verdicts>;
  /** What the API server says of the types in the expressions; empty when all is well. */
  typeWarnings(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
/** The API server shortens and drops warnings that are longer together. */
const ROOM = 4096;

let doors = 0;

/** Puts rules to an API server under these settings, and waits until every one of them is asked. */
export async function admissionDoor(
  api: ApiServer,
  rules: readonly Rule[],
  configuration: Readonly<Record<string, Given>>,
): Promise<AdmissionDoor> {
  const run = `${(process.pid % 1296).toString(36)}${(doors += 1)}`;
  const real = admissionPairs({ rules, configuration, mode: "warn" });
  const pairs = [...real, ...(real.length > 0 ? [sentinel] : [])].map((pair, at) =>
    brief(pair, `${at.toString(36)}.${run}`),
  );
  const put = async (kind: string, name: string, body: object) => {
    const path = `${ADMISSION}/${kind}/${name}`;
    const answer = await api.call("PATCH", `${path}?fieldManager=test&force=true`, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body.message ?? ""}`);
    return path;
  };
  const putAll = async (some: readonly (typeof pairs)[number][]) =>
    (
      await Promise.all(
        some.flatMap(({ name, policy, binding }) => [
          put("validatingadmissionpolicies", name, policy),
          put("validatingadmissionpolicybindings", name, binding),
        ]),
      )
    ).flat();
  // The sentinel last: once it is asked, all that were there before it are asked too.
  const paths = [...(await putAll(pairs.slice(0, -1))), ...(await putAll(pairs.slice(-1)))];
  const names = new Map(rules.map((rule) => [admissionName(rule), policyName(rule)]));
  const byName = new Map(pairs.map(({ name, of }) => [name, names.get(of)]));
  const post = poster(api);
  await untilAsked(post, pairs);
  return {
    judge: async (object) => verdictsOf(await allTold(post, object, [...byName.keys()]), byName),
    typeWarnings: async () =>
      (
        await Promise.all(pairs.map(({ name }) => typeWarnings(api, name, byName.get(name))))
      ).flat(),
    remove: async () => {
      await Promise.all(paths.map((path) => api.call("DELETE", path)));
    },
  };
}

/** The answer with every warning: where they are too long to be told together, policy by policy. */
async function allTold(post: Poster, object: Manifest, names: readonly string[]): Promise<Answer> {
  const answer = await post(object);
  if (answer.warnings.join("").length <= ROOM - 512) return answer;
  const answers = await atOnce(names, (name) => post(object, name), 4);
  return { ...answer, warnings: answers.flatMap(({ warnings }) => warnings) };
}

/** Waits until the sentinel is asked: the API server takes all that it has into force at once, about every second. */
async function untilAsked(
  post: Poster,
  pairs: readonly { readonly name: string }[],
): Promise<void> {
  const last = pairs.at(-1);
  if (last === undefined) return;
  const probe = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "probe", namespace: "default" },
    spec: { containers: [{ name: "probe", image: "probe" }] },
  };
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const { warnings } = await post(probe);
    if (warnings.some((text) => text.includes(`'${last.name}'`))) return;
    await sleep(100);
  }
  throw new Error("the API server did not ask the admission policies within 120 s");
}

/** Waits until the controller has looked at the policy's types. */
async function typeWarnings(api: ApiServer, name: string, rule = name): Promise<string[]> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const { body } = await api.call("GET", `${ADMISSION}/validatingadmissionpolicies/${name}`);
    const { metadata, status } = body as {
      metadata?: { generation?: number };
      status?: {
        observedGeneration?: number;
        typeChecking?: { expressionWarnings?: { fieldRef: string; warning: string }[] };
      };
    };
    if (metadata?.generation !== undefined && status?.observedGeneration === metadata.generation) {
      const found = status.typeChecking?.expressionWarnings ?? [];
      return found.map(({ fieldRef, warning }) => `${rule} ${fieldRef}: ${warning}`);
    }
    await sleep(100);
  }
  throw new Error(`${rule}: the types of its expressions were not looked at within 120 s`);
}

/** Refuses every pod, so that it can be seen to be asked. */
const sentinel: AdmissionPair = {
  name: "sentinel",
  policy: {
    metadata: { name: "sentinel" },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
        ],
      },
      matchConditions: [],
      validations: [{ expression: "false", message: "no" }],
    },
  },
  binding: {
    metadata: { name: "sentinel" },
    spec: { policyName: "sentinel", validationActions: ["Warn"] },
  },
};

/** Under a short name and with a short message, so that there is room for many warnings; and asked for by its name. */
function brief({ name, policy, binding }: AdmissionPair, short: string) {
  const head = (kind: string) => ({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: `ValidatingAdmissionPolicy${kind}`,
    metadata: { name: short },
  });
  const validations = policy.spec.validations.map((one) => ({ ...one, message: "no" }));
  const manager = "request.options.?fieldManager.orValue('')";
  const asked = { name: "asked", expression: `${manager} in ['', '${short}']` };
  const matchConditions = [...policy.spec.matchConditions, asked];
  return {
    name: short,
    of: name,
    policy: { ...head(""), spec: { ...policy.spec, matchConditions, validations } },
    binding: {
      ...head("Binding"),
      spec: { ...binding.spec, policyName: short, validationActions: ["Warn"] },
    },
  };
}

function verdictsOf(
  { status, body, warnings }: Answer,
  byName: ReadonlyMap<string, string | undefined>,
) {
  if (body.message?.includes("ValidatingAdmissionPolicy 'intelgraph-") === true) {
    throw new Error("policies of an environment are in force there; use a control plane without");
  }
  const refusedBy = new Set<string>();
  for (const warning of warnings) {
    const name = /ValidatingAdmissionPolicy '([^']+)'/.exec(warning)?.[1];
    const rule = name === undefined ? undefined : byName.get(name);
    if (rule !== undefined) refusedBy.add(rule);
  }
  const invalid = status < 300 ? {} : { invalid: body.message ?? String(status) };
  return { refusedBy, warnings, returned: body, ...invalid };
}
