import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { sealingPlace } from "../../../../lib/sealing/place.ts";
import { commands } from "../../../../ops/lib/command-table.ts";
import { writeBackup } from "../../../../ops/lib/secrets/backup.ts";
import { sealingKey } from "../../../support/sealing.ts";
import {
  fakeCluster,
  fakeEngine,
  type FakePorts,
  fakePorts,
  ran,
  stateWith,
} from "../../support/fakes.ts";
import { factsOf, recorded } from "../../support/recorded.ts";

const PASSPHRASE = "correct horse battery staple";
const settings = `config:
  intelgraph:runner:
    backend: file:///states
  intelgraph:environment:
    cluster: { kubeconfig: kubeconfig, context: prod }
    platform: {}
`;

const judged = ran([
  { sequence: 0, timestamp: 0, summaryEvent: { PolicyPacks: { intelgraph: "0.1.0" } } } as never,
]);
const kinds: string[] = [];
const cluster = {
  ...fakeCluster(),
  createAs: (_: string, object: object) => {
    kinds.push((object as { kind: string }).kind);
    return Promise.resolve("created" as const);
  },
};
let ports: FakePorts;

/** A real environment, as far as `up` looks: settings, kubeconfig, engine, plugins, certificate and backup. */
async function prod(): Promise<FakePorts> {
  const key = await sealingKey();
  const env: NodeJS.ProcessEnv = { PULUMI_CONFIG_PASSPHRASE: "" };
  const done = recorded("good.up");
  const engine = fakeEngine(
    {
      preview: [ran(recorded("good.preview"))],
      up: [
        () => {
          engine.state = stateWith(
            factsOf(done).steps.map(({ urn, type }) => ({ urn, type, custom: true })),
          );
          return ran(done);
        },
      ],
      analyze: [judged],
    },
    stateWith([]),
  );
  ports = fakePorts({
    engine,
    cluster,
    env,
    files: {
      "Pulumi.prod.yaml": settings,
      kubeconfig: "",
      "bin/pulumi": "#!/bin/sh\necho v3.259.0\n",
      "secrets/prod/sealing.crt": key.certificate,
    },
  });
  const { root } = ports;
  chmodSync(join(root, "bin/pulumi"), 0o755);
  Object.assign(env, { PATH: join(root, "bin"), PULUMI_HOME: join(root, "home") });
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  for (const plugin of ["kubernetes", "random"]) {
    const version = dependencies[`@pulumi/${plugin}`] ?? "";
    const folder = join(root, `home/plugins/resource-${plugin}-v${version}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `pulumi-resource-${plugin}`), "a binary");
  }
  const { backup } = sealingPlace(root, "prod");
  mkdirSync(dirname(backup), { recursive: true });
  await writeBackup(backup, "prod", [key], PASSPHRASE, 8);
  writeFileSync(join(root, "given"), `${PASSPHRASE}\n`);
  return ports;
}

const up = (flags: object) =>
  commands.find(({ name }) => name === "up")?.run(["prod"], { yes: true, ...flags }, ports);

describe("ops up where the cluster lacks the sealing key", () => {
  beforeEach(async () => {
    kinds.length = 0;
    await prod();
  });
  afterEach(() => {
    ports.remove();
  });

  it("takes the passphrase of the backup from a file descriptor, and asks nobody", async () => {
    const descriptor = openSync(join(ports.root, "given"), "r");
    await up({ passphraseFd: String(descriptor) });
    closeSync(descriptor);

    expect(kinds).toEqual(["Secret"]);
  });

  it("changes nothing when nobody can be asked, or when there is no such descriptor", async () => {
    await expect(up({})).rejects.toThrow(
      "passphrase of prod: is needed, and nobody can be asked; give it by --passphrase-fd 3",
    );
    await expect(up({ passphraseFd: "three" })).rejects.toThrow(
      "--passphrase-fd three: is no file descriptor to read",
    );
    expect(kinds).toEqual([]);
  });
});
