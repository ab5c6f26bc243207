import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../policy-packs/all/rules.ts";
import { atAdmission } from "../../policy-packs/lib/admission-objects.ts";
import type { DoorCounts } from "../../policy-packs/lib/document-doors.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import { admissionDoor } from "./support/admission-door.ts";
import { type ApiServer, apiServer } from "./support/api-server.ts";
import { serveCustomKinds } from "./support/custom-kinds.ts";
import {
  countsOf,
  fareOfAll,
  faults,
  type MutantRun,
  MUTANTS,
  runMutants,
  SEED,
} from "./support/door-counts.ts";
import type { Faring } from "./support/fixtures-at-admission.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

// Every round puts dozens of policies to the API server and waits until they are in force.
jest.setTimeout(1_800_000);

describe("the engine, the check and the API server", () => {
  let project: Scratch;
  let api: ApiServer;
  let fared: readonly Faring[] = [];
  let mutants: MutantRun | undefined;
  const none: MutantRun = {
    invalid: 0,
    differences: [],
    refused: new Map(),
    completed: new Map(),
  };

  beforeAll(async () => {
    project = scratch();
    const { code, stderr } = await project.local("start", "local");
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    api = apiServer(join(project.root, ".local/kubeconfig"));
    await serveCustomKinds(api);
  });

  afterAll(async () => {
    api.close();
    await project.remove();
  });

  it("say the same of every fixture, and good ones are objects that the API server takes", async () => {
    fared = await fareOfAll(api, "default");

    expect(faults(fared, none)).toEqual([]);
  });

  it(`say the same of ${MUTANTS} random changes of fixtures (seed ${SEED})`, async () => {
    mutants = await runMutants(api, "default");

    expect(faults([], mutants)).toEqual([]);
    expect(mutants.invalid).toBeLessThan(MUTANTS / 2);
  });

  it("each were seen to accept and to refuse by every rule that the API server is asked", () => {
    const { rules: counts } = countsOf(fared, mutants ?? none);

    for (const name of atAdmission(rules).map(policyName)) {
      const { accepted = 0, refused = 0 } = counts[name] ?? {};
      expect([name, accepted > 0, refused > 0]).toEqual([name, true, true]);
    }
  });

  it("are counted in test/contracts/doors.json (when meant: node test/e2e/support/write-doors.ts)", () => {
    const file = join(import.meta.dirname, "../contracts/doors.json");

    const counted = countsOf(fared, mutants ?? none);

    expect(counted).toEqual(JSON.parse(readFileSync(file, "utf8")) as DoorCounts);
  });

  it("have expressions with whose types the API server finds no fault", async () => {
    const door = await admissionDoor(api, rules, {});

    expect(await door.typeWarnings()).toEqual([]);

    await door.remove();
  });
});
