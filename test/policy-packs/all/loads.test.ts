import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

import { releaseFixture } from "../../support/release.ts";

const root = join(import.meta.dirname, "../../..");
const hook = pathToFileURL(join(root, "test/support/log-loads.js")).href;

const verifier = pathToFileURL(join(root, "policy-packs/provenance/release/verify.ts")).href;

/** The packages out of node_modules that a program has loaded once it says something on stdout. */
async function packagesOf(cwd: string, ...args: string[]): Promise<ReadonlySet<string>> {
  const child = spawn(process.execPath, ["--import", hook, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "ignore", "pipe"],
    timeout: 60_000,
  });
  const loads = child.stdio[3] as Readable;
  let urls = "";
  loads.setEncoding("utf8").on("data", (text: string) => (urls += text));
  child.stdout?.once("data", () => child.kill());
  await new Promise((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  const names = urls.matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/\s]+)\/(?!.*\/node_modules\/)/g);
  return new Set(Array.from(names, ([, name = ""]) => name));
}

const pulumiOf = (packages: ReadonlySet<string>) =>
  [...packages].filter((name) => name.startsWith("@pulumi/")).sort();

/** What only evidence needs; the SDK of Pulumi brings other parts of sigstore. */
const ofEvidence = (packages: ReadonlySet<string>) =>
  [...packages].filter((name) => name === "@sigstore/verify" || name === "zod");

describe("what is loaded", () => {
  const packs = readdirSync(join(root, "policy-packs"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "lib")
    .map(({ name }) => name);

  it.each(packs)("by the pack %s: no SDK of a provider", async (name) => {
    const loaded = await packagesOf(join(root, "policy-packs", name), "index.js");

    expect(pulumiOf(loaded)).toEqual(["@pulumi/policy", "@pulumi/pulumi"]);
    expect(ofEvidence(loaded)).toEqual([]);
  });

  it("by ops policy check: nothing of Pulumi, nor what only evidence needs where there is no pod", async () => {
    const manifest = join(root, "test/policy-packs/all/config-map.json");

    const loaded = await packagesOf(
      root,
      "ops/cli.js",
      "policy",
      "check",
      "--json",
      manifest,
      "--env",
      "prod",
    );

    expect(loaded.has("js-yaml")).toBe(true);
    expect(pulumiOf(loaded)).toEqual([]);
    expect(ofEvidence(loaded)).toEqual([]);
  });

  it("by a release: libraries only for what is not remembered", async () => {
    const release = releaseFixture();
    const input = { release: release.release, trust: release.trust, cache: release.folder };
    const program = `import { verifyRelease } from ${JSON.stringify(verifier)};
      const input = { ...${JSON.stringify(input)}, now: new Date(${release.now.getTime()}) };
      console.log(verifyRelease(input).images[0].failures.length);`;
    const run = () => packagesOf(root, "--input-type=module", "--eval", program);

    const [first, second] = [await run(), await run()];
    release.dispose();

    expect([first.has("zod"), first.has("@sigstore/verify")]).toEqual([true, true]);
    expect([...second]).toEqual([]);
  });
});
