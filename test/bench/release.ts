import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { localTool } from "../../ops/lib/local-tool.ts";
import { PREDICATES } from "../../policy-packs/provenance/release/model.ts";
import { EMPTY_ROOT, type ReleaseFixture, releaseFixture } from "../support/release.ts";
import { medianOf } from "./median.ts";
import { conditions, markdown, seconds, writePart } from "./page.ts";
import type { Probed } from "./release-probe.ts";
import { type Timed, timed } from "./timed.ts";

const usage = `usage: node test/bench/release.ts [--images 50] [--components 300] [--rounds 3] [--write]
Verifies one release, signed with a key, by ops and by cosign, in turn. Builds cosign where it is not on PATH (6 minutes).
--write puts the table into docs/performance.md.`;

const root = join(import.meta.dirname, "../..");
const scratch = join(root, ".local/bench");
const kinds = ["provenance", "sbom", "scan"] as const;

/** A release that verifies today, each image with an SBOM of that many components. */
function releaseOf(images: number, components: number): ReleaseFixture {
  return releaseFixture({
    environment: "prod",
    now: new Date(),
    folder: join(scratch, "release"),
    services: Array.from({ length: images }, (_, at) => `service-${at}`),
    components: Array.from({ length: components }, (_, at) => ({
      type: "library",
      name: `package-${at}`,
      version: `1.${at}.0`,
      purl: `pkg:npm/package-${at}@1.${at}.0`,
      "bom-ref": `pkg:npm/package-${at}@1.${at}.0`,
      licenses: [{ license: { id: "MIT" } }],
      hashes: [{ alg: "SHA-256", content: String(at).padStart(64, "0") }],
    })),
  });
}

/** One run of cosign per attestation, because it takes no more of them at once. */
function cosignScript(cosign: string, { folder, images, evidence }: ReleaseFixture): string {
  const trustedRoot = join(scratch, "root.json");
  writeFileSync(trustedRoot, EMPTY_ROOT);
  const key = join(folder, "policy-packs/provenance/keys/release.pub");
  const lines = Object.entries(images).flatMap(([service, image]) =>
    kinds.map((kind) =>
      [
        `${cosign} verify-blob-attestation --key ${key} --trusted-root ${trustedRoot}`,
        `--insecure-ignore-tlog --type ${PREDICATES[kind]} --bundle ${evidence(service, kind)}`,
        `--digest ${image.split("@sha256:")[1] ?? ""} --digestAlg sha256`,
      ].join(" "),
    ),
  );
  const script = join(scratch, "cosign.sh");
  writeFileSync(script, ["set -e", "exec 2>&1", ...lines, ""].join("\n"));
  return script;
}

/** A way to verify the release, and how it shows that all was verified. */
interface Contender {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Whether what was verified before may be remembered. */
  readonly remembers: boolean;
  readonly isWhole: (output: string) => boolean;
}

function contendersOf(fixture: ReleaseFixture, script: string, cache: string): Contender[] {
  const { release, trust, images, now } = fixture;
  const count = Object.keys(images).length;
  const probe = {
    command: [
      process.execPath,
      ...[join(root, "test/bench/release-probe.ts"), release, trust, cache, now.toISOString()],
    ] as const,
    isWhole: (output: string) => {
      const { images, failures } = JSON.parse(output) as Probed;
      return images === count && failures === 0;
    },
  };
  return [
    { name: "ours, nothing remembered", ...probe, remembers: false },
    { name: "ours, all remembered", ...probe, remembers: true },
    {
      name: "`cosign verify-blob-attestation` 3.0.2",
      command: ["sh", script],
      remembers: false,
      isWhole: (output) => output.split("Verified OK").length - 1 === count * kinds.length,
    },
  ];
}

/** What is verified is verified for real: nobody accepts a release of which one file was altered. */
async function demandRefusals(
  fixture: ReleaseFixture,
  contenders: readonly Contender[],
): Promise<void> {
  const [service = ""] = Object.keys(fixture.images).slice(-1);
  const good = readFileSync(fixture.evidence(service, "scan"), "utf8");
  fixture.replace(service, "scan", good.replace('"payload":"eyJ', '"payload":"eyK'));
  for (const { name, command, isWhole } of contenders) {
    const { output } = await timed(command, join(scratch, "output"), root);
    if (isWhole(output)) throw new Error(`${name} accepts an altered attestation`);
  }
  fixture.replace(service, "scan", good);
}

async function measure(
  contenders: readonly Contender[],
  cache: string,
  rounds: number,
): Promise<Timed[][]> {
  const runs = contenders.map((): Timed[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [at, { name, command, remembers, isWhole }] of contenders.entries()) {
      if (!remembers) rmSync(cache, { recursive: true, force: true });
      const run = await timed(command, join(scratch, "output"), root);
      if (!isWhole(run.output)) throw new Error(`${name} did not verify everything: ${run.output}`);
      if (round >= 0) runs[at]?.push(run);
      process.stderr.write(`${name}: ${seconds(run.seconds)}\n`);
      // The next one finds what this one remembered; cosign remembers nothing.
      if (command[0] === "sh") rmSync(cache, { recursive: true, force: true });
    }
  }
  return runs;
}

function rowOf({ name, command }: Contender, runs: readonly Timed[], [ours]: readonly Timed[][]) {
  const median = (of: (run: Timed) => number, list = runs) => medianOf(list.map(of));
  const wall = median(({ seconds }) => seconds);
  const probed = (part: "load" | "verify") =>
    command[0] === "sh"
      ? ""
      : `${median(({ output }) => (JSON.parse(output) as Probed)[part]).toFixed(0)} ms`;
  return [
    name,
    seconds(wall),
    seconds(median(({ cpuSeconds }) => cpuSeconds)),
    (wall / median(({ seconds }) => seconds, ours ?? runs)).toFixed(2),
    probed("load"),
    probed("verify"),
  ];
}

const { values } = parseArgs({
  options: {
    images: { type: "string", default: "50" },
    components: { type: "string", default: "300" },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const [images, components, rounds] = [values.images, values.components, values.rounds].map(Number);
mkdirSync(scratch, { recursive: true });
rmSync(join(scratch, "release"), { recursive: true, force: true });
const fixture = releaseOf(images ?? 50, components ?? 300);
const cosign = await localTool(root, process.env, "cosign");
const cache = join(scratch, "release-cache");
const contenders = contendersOf(fixture, cosignScript(cosign, fixture), cache);
await demandRefusals(fixture, contenders);
const measured = await measure(contenders, cache, rounds ?? 3);
const head = ["program", "time", "CPU time", "times ours", "of it loading", "of it verifying"];
const rows = contenders.map((one, at) => rowOf(one, measured[at] ?? [], measured));
const facts = `${images} images, ${(images ?? 0) * kinds.length} attestations, SBOMs of ${components} components.`;
const table = [markdown(head, rows), "", `${facts} ${conditions(rounds ?? 3)}`].join("\n");
console.log(table);
if (values.write) writePart("release", table);
fixture.dispose();
