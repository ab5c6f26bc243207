import { officialCases, type Behaviour } from "../contracts/cases.ts";
import { differences } from "../contracts/compare.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(600_000);

interface Started {
  readonly cluster: { readonly kubeconfig: string; readonly context: string };
  readonly plugins: readonly { readonly name: string; readonly source: string }[];
  readonly env: Record<string, string>;
}

describe("the kubernetes plugin in use", () => {
  const cases = officialCases();
  let project: Scratch;
  let behaviours: Readonly<Record<string, Behaviour>> = {};

  beforeAll(async () => {
    project = scratch();
    const started = await project.local("start", "e2e-oracle", "--json");
    if (started.code !== 0) throw new Error(started.stderr);
    const { cluster, env } = JSON.parse(started.stdout) as Started;
    const replay = ["test/contracts/replay.ts", cluster.kubeconfig, cluster.context];
    const { code, stdout, stderr } = await project.start(process.execPath, replay, env).done;
    if (code !== 0) throw new Error(stderr);
    behaviours = JSON.parse(stdout) as Record<string, Behaviour>;
  });

  afterAll(() => project.remove());

  it("is asked about every case there is", () => {
    expect(cases).toHaveLength(41);
    expect(Object.keys(behaviours).sort()).toEqual(cases.map(({ name }) => name).sort());
  });

  it.each(cases)("does as the official provider did: $name", (one) => {
    const behaviour = behaviours[one.name];

    expect(behaviour && differences(one, behaviour)).toEqual([]);
  });
});
