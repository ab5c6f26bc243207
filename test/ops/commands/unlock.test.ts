import { mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { unlock } from "../../../ops/commands/unlock.ts";
import { type FakeOptions, type FakePorts, fakePorts } from "../support/fakes.ts";

let ports: FakePorts;
const open = (options: FakeOptions) => {
  ports = fakePorts(options);
  return ports;
};

afterEach(() => {
  ports.remove();
});

describe("unlock", () => {
  const lock = (host: string) => {
    const folder = join(
      ports.root,
      ".local/state/local/.pulumi/locks/organization/intelgraph/local",
    );
    mkdirSync(folder, { recursive: true });
    const content = {
      pid: 4_194_305,
      hostname: host,
      username: "ana",
      timestamp: "2026-11-24T10:00:00Z",
    };
    writeFileSync(join(folder, "a.json"), JSON.stringify(content));
  };

  it("breaks the lock of an engine that is gone", async () => {
    open({});
    lock(hostname());

    await expect(unlock({ environment: "local" }, ports)).resolves.toEqual({
      environment: "local",
      broken: 1,
    });
  });

  it("breaks the lock of another host only when it is forced to", async () => {
    open({});
    lock("elsewhere");

    await expect(unlock({ environment: "local" }, ports)).rejects.toMatchObject({
      message:
        "local: is held by ana@elsewhere, process 4194305, since 2026-11-24T10:00:00Z; let it end; if it runs elsewhere and is certainly gone, add --force",
      exit: 1,
    });
    await expect(unlock({ environment: "local", force: true }, ports)).resolves.toMatchObject({
      broken: 1,
    });
  });
});
