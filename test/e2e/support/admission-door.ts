import { setTimeout as sleep } from "node:timers/promises";

import {
  admissionName,
  type AdmissionPair,
  admissionPairs,
} from "../../../policy-packs/lib/admission-objects.ts";
import type { Given } from "../../../policy-packs/lib/config.ts";
import { policyName, type Rule } from "../../../policy-packs/lib/rule.ts";
import type { Answer, ApiServer } from "./api-server.ts";

/** What the API server makes of an object, nothing being stored. */
export interface Verdicts {
  /** Names of the rules that would refuse it. */
  readonly refusedBy: ReadonlySet<string>;
  /** What it says of the rules, word for word. */
  readonly warnings: readonly string[];
  /** Why no rule was asked: the API server itself takes no such object. @default undefined: they were asked */
  readonly invalid?: string;
}

/** Thrown for an object of a kind that the API server does not serve. */
export class NotServed extends Error {}

export interface AdmissionDoor {
  /** All rules at once: bindings only warn, and warnings, unlike denials, are told for every one of them. */
  judge(object: Readonly<Record<string, unknown>>): Promise<Verdicts>;
  remove(): Promise<void>;
}

type Manifest = Readonly<Record<string, unknown>>;

let doors = 0;

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";

/** Puts rules to an API server under these settings, and waits until every one of them is asked. */
export async function admissionDoor(
  api: ApiServer,
  rules: readonly Rule[],
  configuration: Readonly<Record<string, Given>>,
): Promise<AdmissionDoor> {
  const run = `${process.pid}-${(doors += 1)}`;
  const real = admissionPairs({ rules, configuration, mode: "warn" });
  const pairs = [...real, ...(real.length > 0 ? [sentinel] : [])].map((pair, at) =>
    brief(pair, `r${at}-${run}`),
  );
  const paths = pairs.flatMap(({ name }) => [
    `${ADMISSION}/validatingadmissionpolicies/${name}`,
    `${ADMISSION}/validatingadmissionpolicybindings/${name}`,
  ]);
  const objects = pairs.flatMap(({ policy, binding }) => [policy, binding]);
  for (const [at, path] of paths.entries()) {
    const answer = await api.call("PATCH", `${path}?fieldManager=test&force=true`, objects[at]);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body.message ?? ""}`);
  }
  const names = new Map(rules.map((rule) => [admissionName(rule), policyName(rule)]));
  const byName = new Map(pairs.map(({ name, of }) => [name, names.get(of) ?? of]));
  const resources = new Map<string, Promise<Readonly<Record<string, string>>>>();
  const post = async (object: Manifest) => {
    const path = await pathOf(api, resources, object);
    return api.call("POST", `${path}?dryRun=All`, object);
  };
  await untilAsked(post, pairs);
  return {
    judge: async (object) => verdictsOf(await post(object), byName),
    remove: async () => {
      for (const path of paths) await api.call("DELETE", path);
    },
  };
}

/** Waits until the sentinel is asked: the API server takes all that it has into force at once, about every second. */
async function untilAsked(
  post: (object: Manifest) => Promise<Answer>,
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
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const { warnings } = await post(probe);
    if (warnings.some((text) => text.includes(`'${last.name}'`))) return;
    await sleep(100);
  }
  throw new Error("the API server did not ask the admission policies within 30 s");
}

/** Refuses every pod, so that it can be seen to be asked. */
const sentinel: AdmissionPair = {
  name: "sentinel",
  policy: {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
        ],
      },
      validations: [{ expression: "false" }],
    },
  },
  binding: {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    spec: { validationActions: ["Warn"] },
  },
};

/** Under a short name and with a short message: the API server cuts warnings off after 4,096 characters in all. */
function brief({ name, policy, binding }: AdmissionPair, short: string) {
  const { spec, ...rest } = policy as {
    readonly spec: { readonly validations: readonly { readonly expression: string }[] };
  };
  const metadata = { name: short };
  const validations = spec.validations.map(({ expression }) => ({ expression, message: "no" }));
  const bound = binding as { readonly spec: object };
  return {
    name: short,
    of: name,
    policy: { ...rest, metadata, spec: { ...spec, validations } },
    binding: { ...binding, metadata, spec: { ...bound.spec, policyName: short } },
  };
}

function verdictsOf({ status, body, warnings }: Answer, byName: ReadonlyMap<string, string>) {
  const refusedBy = new Set<string>();
  for (const warning of warnings) {
    const name = /ValidatingAdmissionPolicy '([^']+)'/.exec(warning)?.[1];
    const rule = name === undefined ? undefined : byName.get(name);
    if (rule !== undefined) refusedBy.add(rule);
  }
  const invalid = status < 300 ? {} : { invalid: body.message ?? String(status) };
  return { refusedBy, warnings, ...invalid };
}

/** The collection an object is posted to, found through discovery. */
async function pathOf(
  api: ApiServer,
  known: Map<string, Promise<Readonly<Record<string, string>>>>,
  object: Manifest,
): Promise<string> {
  const { apiVersion, kind, metadata } = object as {
    apiVersion: string;
    kind: string;
    metadata?: { namespace?: string };
  };
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const found = known.get(base) ?? discover(api, base);
  known.set(base, found);
  const resource = (await found)[kind];
  if (resource === undefined) throw new NotServed(`${apiVersion} ${kind}: not served here`);
  if (!resource.startsWith("namespaced/")) return `${base}/${resource}`;
  return `${base}/namespaces/${metadata?.namespace ?? "default"}/${resource.slice("namespaced/".length)}`;
}

async function discover(api: ApiServer, base: string): Promise<Readonly<Record<string, string>>> {
  const { body } = await api.call("GET", base);
  const resources = (body["resources"] ?? []) as readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
  return Object.fromEntries(
    resources
      .filter(({ name }) => !name.includes("/"))
      .map(({ name, kind, namespaced }) => [kind, namespaced ? `namespaced/${name}` : name]),
  );
}
