import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** Every rule of a pack that is switched on, as the pack itself tells the engine. Throws when it tells none. */
export async function catalogueOf(
  door: PolicyDoor,
  { cache }: CatalogueOptions,
): Promise<Catalogue> {
  const path = join(cache, `rules-${fingerprint(door)}.json`);
  const known = cached(path);
  if (known) return known;
  const rules = await asked(door);
  if (rules.resourceRules.length + rules.stackRules.length === 0) {
    throw new Fault({
      where: "policy-packs/all",
      problem: "holds no rule that is switched on",
      fix: "an empty gate lets everything through: restore the rules in policy-packs/all/rules.ts",
      exit: 1,
    });
  }
  writeAtomic(path, JSON.stringify(rules));
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
      if (/^\d+$/.test(line)) return rulesOf(await infoAt(Number(line)), disabledIn(door));
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

function rulesOf(info: analyzerProto.AnalyzerInfo, disabled: ReadonlySet<string>): Catalogue {
  const policies = info.getPoliciesList().filter((policy) => !disabled.has(policy.getName()));
  const named = (stack: boolean) =>
    policies
      .filter(
        (policy) =>
          (policy.getPolicyType() === analyzerProto.PolicyType.POLICY_TYPE_STACK) === stack,
      )
      .map((policy) => policy.getName());
  return { resourceRules: named(false), stackRules: named(true) };
}

/** Rules that the settings of an environment switch off. */
function disabledIn({ config }: PolicyDoor): ReadonlySet<string> {
  if (config === undefined) return new Set();
  const settings = JSON.parse(readFileSync(config, "utf8")) as Record<string, unknown>;
  const off = Object.entries(settings).filter(([, value]) => {
    const level: unknown =
      value !== null && typeof value === "object" && "enforcementLevel" in value
        ? value.enforcementLevel
        : value;
    return level === "disabled";
  });
  return new Set(off.map(([name]) => name));
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

const firstError = (text: string): string =>
  text
    .split("\n")
    .find((line) => /^\s*[A-Za-z]*Error\b/.test(line))
    ?.trim() ?? "it said nothing";
