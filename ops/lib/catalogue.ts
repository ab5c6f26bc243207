import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";

import * as grpc from "@grpc/grpc-js";
import analyzerRpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzerProto from "@pulumi/pulumi/proto/analyzer_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import { parse } from "yaml";

import { Fault } from "../../lib/fault.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import type { PolicyDoor } from "./engine.ts";
import type { Catalogue } from "./policies.ts";

/** Milliseconds a pack may take to load; it takes about 1500 here. */
const patience = 60_000;

export interface CatalogueOptions {
  /** Folder for answers, so that a pack that did not change is not asked twice. */
  readonly cache: string;
}

/** Every rule of a pack, as the pack itself tells the engine. Throws when it tells none, or when settings weaken one. */
export async function catalogueOf(
  door: PolicyDoor,
  { cache }: CatalogueOptions,
): Promise<Catalogue> {
  const path = join(cache, `catalogue-${fingerprint(door)}.json`);
  const rules = cached(path) ?? (await asked(door));
  if (rules.resourceRules.length + rules.stackRules.length === 0) {
    throw new Fault({
      where: "policy-packs/all",
      problem: "holds no rule",
      fix: "an empty gate lets everything through: restore the rules in policy-packs/all/rules.ts",
      exit: 1,
    });
  }
  writeAtomic(path, JSON.stringify(rules));
  refuseWeakened(door, rules);
  return rules;
}

async function asked(door: PolicyDoor): Promise<Catalogue> {
  const { main = "index.js" } = parse(
    readFileSync(join(door.pack, "PulumiPolicy.yaml"), "utf8"),
  ) as { main?: string };
  const child = spawn(process.execPath, [main], {
    cwd: door.pack,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: patience,
    killSignal: "SIGKILL",
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (/^\d+$/.test(line)) return rulesOf(await infoAt(Number(line)));
    }
  } finally {
    child.kill("SIGKILL");
  }
  throw new Fault({
    where: "policy-packs/all",
    problem: `does not load (${firstError(said)})`,
    fix: "correct it; without its rules nothing can be judged",
  });
}

function infoAt(port: number): Promise<analyzerProto.AnalyzerInfo> {
  const client = new analyzerRpc.AnalyzerClient(
    `127.0.0.1:${port}`,
    grpc.credentials.createInsecure(),
  );
  return new Promise((resolve, reject) => {
    client.getAnalyzerInfo(new emptyProto.Empty(), (error, info) => {
      client.close();
      if (error) reject(error);
      else resolve(info);
    });
  });
}

function rulesOf(info: analyzerProto.AnalyzerInfo): Catalogue {
  const { POLICY_TYPE_STACK } = analyzerProto.PolicyType;
  const policies = info.getPoliciesList();
  const stack = policies.filter((policy) => policy.getPolicyType() === POLICY_TYPE_STACK);
  const mild = policies.filter(
    (policy) => policy.getEnforcementlevel() === analyzerProto.EnforcementLevel.ADVISORY,
  );
  return {
    resourceRules: policies.filter((one) => !stack.includes(one)).map((one) => one.getName()),
    stackRules: stack.map((policy) => policy.getName()),
    advisory: mild.map((policy) => policy.getName()),
  };
}

/** Refuses settings that switch a rule off or make it mild: a waiver is the only exception there is. */
function refuseWeakened({ config }: PolicyDoor, { advisory }: Catalogue): void {
  if (config === undefined) return;
  const where = `policy-packs/all/${basename(config)}`;
  const weak = Object.entries(settingsIn(config, where)).flatMap(([rule, given]) => {
    const level = levelOf(given);
    const allowed = ["mandatory", ...(advisory.includes(rule) ? ["advisory"] : [])];
    const holds = level === undefined || (typeof level === "string" && allowed.includes(level));
    return holds ? [] : [{ rule, level }];
  });
  const faults = weak.map(
    ({ rule, level }) =>
      new Fault({
        where,
        problem: `makes ${rule} ${JSON.stringify(level)}`,
        fix: "take that out; an exception with an owner and an end goes into policy-packs/waivers.yaml",
        exit: 1,
      }),
  );
  const [first] = faults;
  if (first !== undefined) throw faults.length === 1 ? first : new AggregateError(faults);
}

/** The level that an entry sets: the short form is the level alone. "all" is an entry like any rule. */
function levelOf(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  return "enforcementLevel" in given ? given.enforcementLevel : undefined;
}

function settingsIn(config: string, where: string): object {
  try {
    const settings: unknown = JSON.parse(readFileSync(config, "utf8"));
    if (typeof settings === "object" && settings !== null && !Array.isArray(settings))
      return settings;
  } catch {
    // Told below, like any other text that is no settings.
  }
  const fix = "correct it; an empty one says {}";
  throw new Fault({ where, problem: "is no JSON object", fix });
}

/** Changes whenever a file of any pack, or its settings, do. */
function fingerprint({ pack, config = "" }: PolicyDoor): string {
  const packs = dirname(pack);
  const files = globSync("**/*.{ts,js,json,yaml}", { cwd: packs }).sort();
  const hash = createHash("sha256").update(config);
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(packs, file)));
  return hash.digest("hex").slice(0, 16);
}

function cached(path: string): Catalogue | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Catalogue;
  } catch {
    return undefined;
  }
}

/** The line that says why: an error of Node, else what the pack itself said last. */
function firstError(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const error = lines.find((line) => /^[A-Za-z]*Error\b/.test(line));
  return error ?? lines.findLast((line) => line !== "") ?? "it said nothing";
}
