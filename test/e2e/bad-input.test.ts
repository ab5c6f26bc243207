import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { processesOf, until } from "./support/processes.ts";
import { type Finished, scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

/** The lines a person reads after the rows about tools, cluster and plugins. */
/** A state is too long to be shown when it differs. */
const digestOf = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

const said = ({ stdout, stderr }: Finished) =>
  `${stdout}${stderr}`.split("\n").filter((line) => line.trim() !== "");

describe("bad input", () => {
  let project: Scratch;
  const path = (...parts: string[]) => join(project.root, ...parts);
  const state = () => path(".local/state/local/.pulumi/stacks/intelgraph/local.json");
  /** Changes a file for as long as `body` runs. */
  const changed = async <T>(file: string, text: string, body: () => Promise<T>): Promise<T> => {
    const before = readFileSync(file, "utf8");
    writeFileSync(file, text);
    try {
      return await body();
    } finally {
      writeFileSync(file, before);
    }
  };

  beforeAll(() => {
    project = scratch();
  });

  afterAll(async () => {
    await project.remove();
  });

  it("names the known environments when it is given another, and starts nothing", async () => {
    const done = await project.ops("up", "nowhere");

    expect(done.code).toBe(2);
    expect(said(done)).toHaveLength(1);
    expect(said(done)[0]).toMatch(
      /"nowhere": is not known; known: local, dev, prod, stage, pr-<n>/,
    );
    expect(processesOf(project.root)).toEqual([]);
  });

  it("ends at Ctrl-C with the state whole, and the next up goes on", async () => {
    const interrupted = project.start(process.execPath, ["ops/cli.ts", "up", "local"]);
    await until("the engine's up", () =>
      processesOf(project.root).some(({ command }) => /\/pulumi up/.test(command)),
    );
    interrupted.child.kill("SIGINT");
    const stopped = await interrupted.done;

    expect(stopped.code).not.toBe(0);
    expect(stopped.stderr).toMatch(/make up|ops up local/);
    const again = await project.ops("up", "local");
    expect({ code: again.code, stderr: again.code === 0 ? "" : again.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
  });

  it("lists every fault of a configuration at once and changes nothing", async () => {
    const file = path("Pulumi.local.yaml");
    const before = digestOf(state());
    const broken = readFileSync(file, "utf8")
      .replace(/domain: .*/, "domane: local.intelgraph.example")
      .replace(/limits: \{ cpu: [^,]+,/, 'limits: { cpu: "8 cores",');

    const done = await changed(file, broken, () => project.ops("preview", "local"));

    expect(done.code).toBe(2);
    const lines = said(done).join("\n");
    expect(lines).toMatch(/Pulumi\.local\.yaml: 3 faults/);
    expect(lines).toMatch(/"8 cores" is not a Kubernetes quantity/);
    expect(lines).toMatch(/domain +missing/);
    expect(lines).toMatch(/did you mean domain\?/);
    expect(digestOf(state())).toBe(before);
  });

  it("refuses a damaged state, names the backup, and uses it only when told to", async () => {
    const whole = readFileSync(state(), "utf8");
    writeFileSync(state(), whole.slice(0, whole.length / 2));

    const refused = await project.ops("up", "local");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/--restore-backup/);
    expect(readFileSync(state(), "utf8")).toHaveLength(Math.floor(whole.length / 2));

    const restored = await project.ops("up", "local", "--restore-backup");
    expect({ code: restored.code, stderr: restored.code === 0 ? "" : restored.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
  });

  it("says which passphrase is wrong and leaves the state as it is", async () => {
    const before = digestOf(state());

    const done = await changed(path(".local/passphrase"), "another one\n", () =>
      project.ops("preview", "local"),
    );

    expect(done.code).toBe(2);
    expect(done.stderr).toMatch(/passphrase/);
    expect(digestOf(state())).toBe(before);
  });
});
