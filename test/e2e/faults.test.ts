import { execFileSync } from "node:child_process";

import { processesOf, until } from "./support/processes.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

type Victim = "engine" | "kube-apiserver" | "etcd";

const victims: readonly Victim[] = ["engine", "kube-apiserver", "etcd"];

/** FAULT_ROUNDS=20 is the long run; the default kills each victim once. */
const rounds = Number(process.env.FAULT_ROUNDS ?? 3);
/** Where in the up the kill falls: spread evenly, then shuffled by the seed, so that a failure can be repeated. */
const seed = Number(process.env.FAULT_SEED ?? Date.now() % 100_000);

function delay(round: number): number {
  const spread = ((seed * 7919 + round * 104_729) % 1000) / 1000;
  return Math.round(spread * 4000);
}

interface Deployment {
  readonly deployment: {
    readonly resources?: readonly { readonly urn: string }[];
    readonly pending_operations?: readonly unknown[];
  };
}

describe(`an up that is interrupted (seed ${seed})`, () => {
  let project: Scratch;
  let whole: { readonly urns: string[]; readonly objects: string[] };

  const state = async () => {
    const { stdout } = await project.local(
      ...["exec", "local", "--", "pulumi", "stack", "export", "-s", "local"],
    );
    return (JSON.parse(stdout) as Deployment).deployment;
  };
  const picture = async () => {
    const { resources = [], pending_operations: pending = [] } = await state();
    expect(pending).toEqual([]);
    const kinds =
      "namespaces,resourcequotas,limitranges,networkpolicies,roles,rolebindings,serviceaccounts,priorityclasses";
    const { stdout } = await project.local(
      ...["exec", "local", "--", "kubectl", "get", kinds, "-A", "-o", "name"],
    );
    return { urns: resources.map(({ urn }) => urn).sort(), objects: stdout.split("\n").sort() };
  };
  const kill = (victim: Victim) => {
    const own = processesOf(project.root);
    const mark =
      victim === "engine"
        ? /\/pulumi (up|preview|refresh|stack|import)/
        : new RegExp(`/${victim} `);
    const found = own.filter(({ command }) => mark.test(command));
    for (const { pid } of found) execFileSync("kill", ["-9", String(pid)]);
    return found.length;
  };

  beforeAll(async () => {
    project = scratch();
    const first = await project.ops("up", "local");
    expect({ code: first.code, stderr: first.code === 0 ? "" : first.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
    whole = await picture();
  });

  afterAll(async () => {
    await project.remove();
  });

  for (let round = 0; round < rounds; round += 1) {
    const victim = victims[round % victims.length] ?? "engine";
    it(`converges by itself after kill -9 of ${victim}, ${delay(round)} ms into the engine's run (round ${round + 1})`, async () => {
      const down = await project.ops("down", "local");
      expect({ code: down.code, stderr: down.code === 0 ? "" : down.stderr }).toEqual({
        code: 0,
        stderr: "",
      });

      const interrupted = project.start(process.execPath, ["ops/cli.ts", "up", "local"]);
      await until("the engine's up", () =>
        processesOf(project.root).some(({ command }) => /\/pulumi up/.test(command)),
      );
      await new Promise((resolve) => setTimeout(resolve, delay(round)));
      kill(victim);
      const broken = await interrupted.done;

      const healed = await project.ops("up", "local");
      expect({
        code: healed.code,
        seen: healed.code === 0 ? "" : `${broken.stderr}\n----\n${healed.stderr}`,
      }).toEqual({ code: 0, seen: "" });
      expect(await picture()).toEqual(whole);
      const left = processesOf(project.root).filter(({ command }) =>
        /pulumi|plugins/.test(command),
      );
      expect(left).toEqual([]);
    });
  }
});
