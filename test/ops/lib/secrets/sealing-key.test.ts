import { Fault } from "../../../../lib/fault.ts";
import type { Cluster } from "../../../../ops/lib/cluster.ts";
import type { Engine } from "../../../../ops/lib/engine.ts";
import type { OpsEvent } from "../../../../ops/lib/events.ts";
import { judge } from "../../../../ops/lib/gate.ts";
import { Failure } from "../../../../ops/lib/failure.ts";
import { journal } from "../../../../ops/lib/journal.ts";
import type { Previewed } from "../../../../ops/lib/preview-run.ts";
import { sealingKey } from "../../../../ops/lib/secrets/sealing-key.ts";
import type { Session } from "../../../../ops/lib/session.ts";
import { findTarget, type Target, type TargetInput } from "../../../../ops/lib/target.ts";
import { upRun } from "../../../../ops/lib/up-run.ts";
import {
  fakeEngine,
  type FakePorts,
  fakePorts,
  live,
  ran,
  stateWith,
} from "../../support/fakes.ts";
import { catalogue, factsOf, recorded } from "../../support/recorded.ts";
import { put, type SealingRoot, sealingRoots } from "../../support/sealing.ts";
import {
  clusterThatTakes,
  PASSPHRASE,
  type TakingCluster,
  withBackup,
} from "../../support/sealing-cluster.ts";

const made = sealingRoots();
const BARE = "config:\n  intelgraph:environment:\n    tier: production\n";

/** A checkout with the settings that are committed, and a backup for prod. */
async function checkout(files: Readonly<Record<string, string>> = {}): Promise<SealingRoot> {
  return withBackup(made({ "Pulumi.yaml": "name: intelgraph\n", ...files }), "one");
}

/** Access to a cluster, and nothing else that is looked at. */
const accessTo = (cluster: Cluster | undefined, engine?: Engine) =>
  ({ cluster, engine, door: { pack: "policy-packs/all" } }) as unknown as Session["access"];

const targetOf = ({ root }: SealingRoot, input: TargetInput = { environment: "prod" }): Target =>
  findTarget(root, input);

describe("the sealing key of a run", () => {
  let asked: string[];
  const ports = ({ root }: SealingRoot) => ({
    root,
    askSecret: (question: string) => {
      asked.push(question);
      return Promise.resolve(PASSPHRASE);
    },
  });

  beforeEach(() => {
    asked = [];
  });

  it("is opened for a stack with controllers whose cluster lacks it", async () => {
    const root = await checkout();
    const cluster = clusterThatTakes(["created"]);

    const key = await sealingKey(
      { target: targetOf(root), access: accessTo(cluster) },
      ports(root),
    );

    expect(asked).toHaveLength(1);
    expect(cluster.sent).toEqual([]);
    expect(await key?.finish()).toBe("put");
  });

  it("is none of a stack without controllers, or whose cluster is not known: nobody is asked", async () => {
    const bare = await checkout({ "Pulumi.prod.yaml": BARE });
    const root = await checkout();
    const cluster = clusterThatTakes(["created"]);

    const keys = await Promise.all([
      sealingKey({ target: targetOf(bare), access: accessTo(cluster) }, ports(bare)),
      sealingKey({ target: targetOf(root), access: accessTo(undefined) }, ports(root)),
    ]);

    expect(keys).toEqual([undefined, undefined]);
    expect([asked, cluster.sent]).toEqual([[], []]);
  });

  it("of a rehearsal is its own, never that of the real environment", async () => {
    const root = await checkout();
    const target = targetOf(root, { environment: "prod", rehearse: true });

    await expect(
      Promise.resolve().then(() =>
        sealingKey({ target, access: accessTo(clusterThatTakes(["created"])) }, ports(root)),
      ),
    ).rejects.toThrow(/^\.local\/secrets\/rehearse-prod\/sealed\/sealing\.crt: is not there/);
    expect(asked).toEqual([]);
  });
});

describe("an up of a stack with controllers", () => {
  let ports: FakePorts;
  const previewed = (): Previewed => {
    const end = ran(recorded("good.preview"));
    const at = new Date("2026-11-24T10:00:00Z");
    const judgement = judge(end, catalogue);
    const healed = { adopted: [], cleared: [] };
    return { end, catalogue, judgement, healed, milliseconds: 0, at };
  };
  const madeOf = (urn: string): OpsEvent =>
    ({
      sequence: 1,
      timestamp: 1,
      resOutputsEvent: { metadata: { op: "create", urn, type: urn.split("::")[2] ?? "" } },
    }) as unknown as OpsEvent;
  const NAMESPACE =
    "urn:pulumi:prod::intelgraph::kubernetes:core/v1:Namespace::sealed-secrets-namespace";
  const OTHER = "urn:pulumi:prod::intelgraph::kubernetes:core/v1:Namespace::core-namespace";

  async function session(cluster: TakingCluster, engine: Engine): Promise<Session> {
    const root = await checkout();
    ports = fakePorts({ engine });
    Object.assign(ports, { root: root.root, askSecret: () => Promise.resolve(PASSPHRASE) });
    const target = targetOf(root);
    return {
      verb: "up",
      target,
      access: accessTo(cluster, engine),
      journal: journal(`${root.root}/journal.json`),
      state: () => Promise.resolve(stateWith([])),
      backUp: () => Promise.resolve(),
      healed: { adopted: [], cleared: [] },
      heals: true,
      context: { environment: "prod", kind: "real", settings: "Pulumi.prod.yaml" },
    };
  }
  const upOf = (events: readonly OpsEvent[], after: () => void, exit = 0) =>
    fakeEngine({
      up: [
        async ({ onEvent }) => {
          for (const event of events) onEvent?.(event, () => factsOf(events));
          await new Promise((resolve) => setTimeout(resolve, 20));
          after();
          return ran(recorded("good.up"), { exit });
        },
      ],
    });

  afterEach(() => {
    ports.remove();
  });

  it("puts the key there as soon as something of its namespace is made, while it runs", async () => {
    const cluster = clusterThatTakes(["created"]);
    const during: number[] = [];
    const engine = upOf([madeOf(OTHER), madeOf(NAMESPACE), madeOf(NAMESPACE)], () => {
      during.push(cluster.sent.length);
    });

    await upRun(await session(cluster, engine), ports, previewed());

    expect([during, cluster.sent.length]).toEqual([[1], 1]);
  });

  it("puts it there at the end when nothing was heard of its namespace", async () => {
    const cluster = clusterThatTakes(["created"]);
    const during: number[] = [];
    const engine = upOf([madeOf(OTHER)], () => during.push(cluster.sent.length));

    await upRun(await session(cluster, engine), ports, previewed());

    expect([during, cluster.sent.length]).toEqual([[0], 1]);
  });

  describe("and fails", () => {
    const refuses = () =>
      clusterThatTakes(
        [{ refused: "may not impersonate" }],
        [
          live({
            apiVersion: "v1",
            kind: "Namespace",
            name: "sealed-secrets",
            namespace: undefined,
          }),
        ],
      );
    const reason =
      /^Secret sealed-secrets\/sealing-key-\w{12}: the sealing key could not be put there \(may not impersonate\); see that/;

    it("says beside its failure why the key could not be put there", async () => {
      const cluster = refuses();
      const engine = upOf([madeOf(NAMESPACE)], () => undefined, 1);

      const error: unknown = await upRun(await session(cluster, engine), ports, previewed()).catch(
        (one: unknown) => one,
      );

      expect((error as AggregateError).errors.map(({ message }: Error) => message)).toEqual([
        expect.stringMatching(/^prod: the engine ended without a word/),
        expect.stringMatching(reason),
      ]);
      expect(cluster.sent).toHaveLength(1);
    });

    it("says it too when somebody did not want to wait any longer", async () => {
      const engine = upOf(
        [madeOf(NAMESPACE)],
        () => {
          ports.interrupt();
        },
        1,
      );

      const error: unknown = await upRun(
        await session(refuses(), engine),
        ports,
        previewed(),
      ).catch((one: unknown) => one);

      expect(error).toBeInstanceOf(Failure);
      expect((error as Failure).headline).toMatch(/^up stopped: interrupted/);
      expect((error as Failure).details[0]).toMatch(reason);
    });

    it("does not speak of a key that nothing was made for, or that is there", async () => {
      for (const [cluster, events] of [
        [refuses(), [madeOf(OTHER)]],
        [clusterThatTakes(["created"]), [madeOf(NAMESPACE)]],
      ] as const) {
        const engine = upOf(events, () => undefined, 1);

        await expect(upRun(await session(cluster, engine), ports, previewed())).rejects.toThrow(
          Fault,
        );
        ports.remove();
      }
    });
  });

  it("changes nothing when the backup cannot be opened", async () => {
    const engine = upOf([], () => undefined);
    const opened = await session(clusterThatTakes([]), engine);
    put(ports.root, ".local/secrets/prod/backup.age", "not a backup\n");

    await expect(upRun(opened, ports, previewed())).rejects.toThrow(
      ".local/secrets/prod/backup.age: cannot be opened: wrong passphrase, or damaged",
    );
    expect(engine.asked).toEqual([]);
    expect(opened.journal.unfinished()).toBeUndefined();
  });

  it("puts it there also when the stack itself is settled", async () => {
    const cluster = clusterThatTakes(["created"]);
    const engine = fakeEngine({});
    const opened = await session(cluster, engine);
    const before = previewed();
    const steps = factsOf(recorded("good.preview")).steps.map((step) => ({
      ...step,
      op: "same" as const,
    }));
    const stack = { urn: "urn:pulumi:prod::intelgraph::pulumi:pulumi:Stack::x", custom: false };
    const settled: Session = {
      ...opened,
      state: () =>
        Promise.resolve(
          stateWith([
            { ...stack, type: "pulumi:pulumi:Stack", outputs: before.end.facts.outputs ?? {} },
          ]),
        ),
    };
    const same = { ...before, end: { ...before.end, facts: { ...before.end.facts, steps } } };

    await upRun(settled, ports, same);

    expect([engine.asked, cluster.sent.length]).toEqual([[], 1]);
  });
});
