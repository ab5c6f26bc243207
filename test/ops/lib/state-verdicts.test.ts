import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stateOf } from "../../../ops/lib/state.ts";
import { stateVerdicts } from "../../../ops/lib/state-verdicts.ts";
import { releaseSettings } from "../../policy-packs/fixtures/provenance/releases.ts";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "intelgraph-state-"));
const config = join(folder, "config.json");
const local = readFileSync(join(root, "policy-packs/all/config.local.json"), "utf8");
// A release with the image of the good state in it: the environment's own is another one from day to day.
writeFileSync(config, JSON.stringify({ ...(JSON.parse(local) as object), ...releaseSettings }));
const door = { pack: join(root, "policy-packs/all"), config };
const text = (path: string) => readFileSync(join(root, "test/contracts/state", path), "utf8");
const verdicts = JSON.parse(text("verdicts.json")) as Record<
  string,
  { readonly findings: readonly (readonly [policy: string, name: string, message: string])[] }
>;
const now = new Date();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const judged = (name: string) =>
  stateVerdicts(stateOf(text(`${name}.json`)), door, { waivers: () => [], now });

describe.each(Object.entries(verdicts))("the exported state %s", (name, { findings }) => {
  it("is refused by the rules for what the engine refuses it for", () => {
    const found = new Set(findings.map(([policy, resource]) => `${policy} ${resource}`));

    const refusing = judged(name).refusing.map(
      ({ policy, urn }) => `${policy} ${urn.split("::").at(-1) ?? ""}`,
    );

    expect([...new Set(refusing)].sort()).toEqual([...found].sort());
  });

  it("gets one verdict for each rule and resource", () => {
    const { counts, judged: resources } = judged(name);

    for (const rule of counts.rules) {
      const { violated, satisfied, notApplicable, cannotTell, waived } = rule;
      expect(violated + satisfied + notApplicable + cannotTell + waived).toBe(
        rule.judges === "stack" ? 1 : resources,
      );
    }
    expect(counts.rules.length).toBeGreaterThan(3);
  });
});

describe("a state with a secret", () => {
  const urn = "urn:pulumi:local::p::kubernetes:apps/v1:Deployment::api";
  const state = (inputs: object) =>
    stateOf(
      JSON.stringify({
        version: 3,
        deployment: {
          resources: [
            { urn, type: "kubernetes:apps/v1:Deployment", inputs, outputs: inputs },
            { urn: `${urn}-old`, type: "kubernetes:apps/v1:Deployment", delete: true },
          ],
        },
      }),
    );
  const refusing = (inputs: object) =>
    stateVerdicts(state(inputs), { pack: door.pack }, { waivers: () => [], now });
  const spec = { template: { spec: { containers: [{ name: "a", image: "a" }] } } };
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

  it("is counted, but no second opinion on a value that only the engine can read", () => {
    expect(refusing({ spec }).refusing.map((one) => one.urn)).toContain(urn);
    expect(
      refusing({ spec, metadata: { a: secret } }).refusing.map((one) => one.urn),
    ).not.toContain(urn);
    expect(refusing({ spec }).judged).toBe(1);
  });
});
