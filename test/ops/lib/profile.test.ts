import { followProfile, profileOf, withoutControllers } from "../../../ops/lib/profile.ts";
import { findTarget } from "../../../ops/lib/target.ts";
import { type FakePorts, fakePorts } from "../support/fakes.ts";

describe("a profile", () => {
  let ports: FakePorts;
  const open = (files: Readonly<Record<string, string>> = {}) => {
    ports = fakePorts({ files: { "Pulumi.dev.yaml": "config: {}\n", ...files } });
    return ports;
  };
  const had = { ".local/clusters/local/controllers/compose.json": "{}" };
  const target = (environment: string) => findTarget(ports.root, { environment });

  afterEach(() => {
    ports.remove();
  });

  it("is core, full or none, and only for clusters of this machine", () => {
    open();

    expect(profileOf("full", target("local"))).toBe("full");
    expect(profileOf(undefined, target("dev"))).toBeUndefined();
    expect(() => profileOf("fast", target("local"))).toThrow(
      "--profile fast: is no profile; use core, or full for the controllers as processes",
    );
    expect(() => profileOf("full", target("dev"))).toThrow(
      "--profile full: dev has its controllers in its own cluster; leave it out; profiles are for local and for rehearsals",
    );
  });

  it("starts the controllers, or ends those that there may be", async () => {
    open(had);
    await followProfile("full", target("local"), ports);
    await followProfile("core", target("local"), ports);
    await followProfile(undefined, target("dev"), ports);

    expect(ports.planes).toEqual(["follow local full", "follow local core"]);
  });

  it("asks nobody where there never were any", async () => {
    open();
    await withoutControllers(target("local"), ports);

    expect(ports.planes).toEqual([]);
  });
});
