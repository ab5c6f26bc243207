import { join } from "node:path";

import * as fc from "fast-check";

import { assess } from "../../policy-packs/lib/judge.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import { subjectOf } from "../../policy-packs/lib/subject.ts";
import { restrictedProfile } from "../../policy-packs/pod-security/rules.ts";
import { resourceOf } from "../policy-packs/fixtures/fixture.ts";
import { type ApiServer, apiServer } from "./support/api-server.ts";
import { atOnce } from "./support/at-once.ts";
import { mutant, single, type Template } from "./support/pod-mutants.ts";
import {
  type Admission,
  admissionOf,
  restrictedNamespace,
} from "./support/pod-security-admission.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

const NAMESPACE = "restricted";
const SEED = 20_260_119;
const MUTANTS = 1500;

/** Names of the rules that refuse a pod. */
function refusing({ metadata, spec }: Template): string[] {
  const pod = { apiVersion: "v1", kind: "Pod", metadata, spec } as const;
  const { findings } = assess([subjectOf(resourceOf(pod))], {
    rules: restrictedProfile,
    configuration: {},
    waivers: [],
    now: new Date(0),
  });
  return [...new Set(findings.map(({ rule }) => policyName(rule)))];
}

interface Compared {
  readonly template: Template;
  readonly admission: Admission;
  readonly said: string;
  readonly rules: readonly string[];
}

const differs = ({ admission, rules }: Compared) =>
  admission !== "invalid" && (admission === "refused") !== rules.length > 0;

const told = ({ template, said, rules }: Compared) =>
  `${JSON.stringify(template)}\n  the API server: ${said || "admitted"}\n  the rules: ${rules.join(", ") || "nothing"}`;

describe("the restricted profile and the API server's own Pod Security Admission", () => {
  let project: Scratch;
  let api: ApiServer;
  const compare = (templates: readonly Template[]) =>
    atOnce(templates, async (template): Promise<Compared> => {
      const answer = await admissionOf(api, NAMESPACE, template);
      return { template, ...answer, rules: refusing(template) };
    });

  beforeAll(async () => {
    project = scratch();
    const { code, stderr } = await project.local("start", "local");
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    api = apiServer(join(project.root, ".local/kubeconfig"));
    await restrictedNamespace(api, NAMESPACE);
  });

  afterAll(async () => {
    api.close();
    await project.remove();
  });

  it("say the same of a good pod with any one field changed, and every rule is seen to refuse", async () => {
    const compared = await compare(single);

    expect(compared.filter(differs).map(told)).toEqual([]);
    const judged = compared.filter(({ admission }) => admission !== "invalid");
    const alone = judged.filter(({ rules }) => rules.length > 0).flatMap(({ rules }) => rules);
    expect([...new Set(alone)].sort()).toEqual(restrictedProfile.map(policyName).sort());
    expect(judged.filter(({ admission }) => admission === "admitted").length).toBeGreaterThan(50);
  });

  it(`say the same of ${MUTANTS} pods with up to four fields changed (seed ${SEED})`, async () => {
    const compared = await compare(fc.sample(mutant(4), { numRuns: MUTANTS, seed: SEED }));

    expect(compared.filter(differs).map(told)).toEqual([]);
    const counts = Map.groupBy(compared, ({ admission }) => admission);
    expect(counts.get("admitted")?.length ?? 0).toBeGreaterThan(MUTANTS / 10);
    expect(counts.get("refused")?.length ?? 0).toBeGreaterThan(MUTANTS / 10);
  });
});
