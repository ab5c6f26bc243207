import { readFileSync } from "node:fs";

import { parse } from "yaml";

import { findTarget, hasPlatform, openTarget } from "../../../ops/lib/target.ts";
import { type FakePorts, fakePorts } from "../support/fakes.ts";

interface Environment {
  readonly cluster: object;
  readonly platform?: { readonly images: string };
}

const settings = (platform: string) =>
  `config:\n  intelgraph:environment:\n    cluster: { kubeconfig: a, context: b, identifier: c }\n${platform}`;
const RESOLVED = "    platform: { images: resolved, retainKinds: true }\n";

describe("the settings of a run", () => {
  let ports: FakePorts;
  const used = async (text: string, rehearse: boolean, environment = "prod") => {
    ports = fakePorts({ files: { [`Pulumi.${environment}.yaml`]: text } });
    const target = findTarget(ports.root, { environment, rehearse });
    const { configFile } = await openTarget(target, ports);
    const { config } = parse(readFileSync(configFile, "utf8")) as {
      config: { "intelgraph:environment": Environment };
    };
    return config["intelgraph:environment"];
  };

  afterEach(() => {
    ports.remove();
  });

  it("are content with recorded digests in a rehearsal, where no image ever runs, and the same otherwise", async () => {
    const { platform, cluster } = await used(settings(RESOLVED), true);

    expect(platform).toEqual({ images: "recorded", retainKinds: true });
    expect(cluster).toMatchObject({ context: "rehearse-prod" });
    expect(readFileSync(`${ports.root}/Pulumi.prod.yaml`, "utf8")).toBe(settings(RESOLVED));
  });

  it("get no controllers in a rehearsal of settings without", async () => {
    expect(await used(settings(""), true)).not.toHaveProperty("platform");
  });

  it("are taken as they are on the local control plane", async () => {
    const { platform } = await used(settings(RESOLVED), false, "local");

    expect(platform).toEqual({ images: "resolved", retainKinds: true });
  });

  it("tell whether they ask for controllers", () => {
    ports = fakePorts({
      files: { "Pulumi.prod.yaml": settings(RESOLVED), "Pulumi.dev.yaml": settings("") },
    });
    const asks = (environment: string) => hasPlatform(findTarget(ports.root, { environment }));

    expect([asks("prod"), asks("dev"), hasPlatform({ file: undefined })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
