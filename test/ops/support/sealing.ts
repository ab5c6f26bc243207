import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { sealingPlace } from "../../../lib/sealing/place.ts";
import type { Screen } from "../../../ops/lib/screen.ts";
import { digestKeyOf } from "../../../ops/lib/secrets/key-pair.ts";
import { type FakeKubeseal, fakeKubeseal, SEALING_DAY, sealingKey } from "../../support/sealing.ts";

const project = join(import.meta.dirname, "../../..");

/** A checkout of its own in which commands seal, with the ports that they take. */
export interface SealingRoot {
  readonly root: string;
  now: () => Date;
  readonly env: NodeJS.ProcessEnv;
  readonly kubeseal: () => Promise<FakeKubeseal>;
  readonly asked: FakeKubeseal["asked"];
  /** Cheap, so that tests are. */
  readonly workFactor: number;
  readonly screen: Screen;
  /** What was told in rows. */
  readonly rows: readonly string[];
  signal: AbortSignal;
  askSecret?: (question: string) => Promise<string>;
}

/** Makes such checkouts for the tests of a file, each removed after its test. Nothing is declared unless they say so. */
export function sealingRoots() {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return (files: Readonly<Record<string, string>> = {}): SealingRoot => {
    const root = mkdtempSync(join(tmpdir(), "intelgraph-sealing-"));
    folders.push(root);
    for (const name of ["local", "dev", "stage", "prod", "pr"]) {
      cpSync(join(project, `Pulumi.${name}.yaml`), join(root, `Pulumi.${name}.yaml`));
    }
    const all = { "secrets/declared.yaml": "{}\n", ...files };
    for (const [name, text] of Object.entries(all)) put(root, name, text);
    const fake = fakeKubeseal();
    const now = () => SEALING_DAY;
    const kubeseal = () => Promise.resolve(fake);
    const rows: string[] = [];
    const screen: Screen = {
      width: 80,
      motion: false,
      row: (_, text) => void rows.push(text),
      lines: () => undefined,
      status: () => undefined,
      paint: (_, text) => text,
    };
    const { signal } = new AbortController();
    const shown = { screen, rows, signal };
    return { root, now, env: {}, kubeseal, asked: fake.asked, workFactor: 8, ...shown };
  };
}

export function put(root: string, name: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text, { mode });
}

/** Gives prod a certificate and a digest key, without the price of a backup. */
export async function withKey({ root }: SealingRoot, label = "one"): Promise<void> {
  const key = await sealingKey(label);
  const place = sealingPlace(root, "prod");
  put(root, "secrets/prod/sealing.crt", key.certificate);
  mkdirSync(place.kept, { recursive: true });
  const digestKey = digestKeyOf(await sealingKey("one"), "prod").toString("base64");
  writeFileSync(place.digestKey, digestKey, { mode: 0o600 });
}

/** Answers prompts from a list, and keeps what was asked. */
export function answers(...list: readonly string[]) {
  const left = [...list];
  const asked: string[] = [];
  const ask = (question: string) => {
    asked.push(question);
    return Promise.resolve(left.shift() ?? "");
  };
  return { ask, asked };
}
