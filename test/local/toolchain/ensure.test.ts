import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { processFacts } from "../../../lib/process-facts.ts";
import { ensure, locate } from "../../../local/toolchain/ensure.ts";
import { type FakeGo, fakeGo } from "../support/fake-go.ts";
import { newFolder, removeFolders, writeFile, writeScript } from "../support/folders.ts";
import { recordedScreen } from "../support/screen.ts";
import { until } from "../support/until.ts";

const contextOf = ({ env }: FakeGo) => ({ env, ignored: [], screen: recordedScreen().screen });
const ensured = (fake: FakeGo) => ensure([fake.tool], contextOf(fake));
const builds = (fake: FakeGo) => fake.calls().filter((call) => call.startsWith("build"));
const entries = (fake: FakeGo) => (existsSync(fake.tools) ? readdirSync(fake.tools) : []);
const driver = join(import.meta.dirname, "../support/ensure-driver.ts");
const started: number[] = [];

/** The same `ensure` in a process that may be killed. */
function inProcess(fake: FakeGo) {
  const child = spawn(process.execPath, [driver, fake.tool.folder], {
    env: fake.env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  const done = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, done, stderr: () => stderr };
}

async function hanging(fake: FakeGo): Promise<number> {
  const pid = await until(() => fake.hanging());
  started.push(pid);
  return pid;
}

afterEach(() => {
  for (const pid of started.splice(0)) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended, as the test asked.
    }
  }
  removeFolders();
});

describe("ensure", () => {
  it("builds a missing tool once and takes it from the cache afterwards", async () => {
    const fake = fakeGo();

    const [first] = await ensured(fake);
    const [second] = await ensured(fake);

    expect(first).toMatchObject({ tool: "pair", version: "1.2.3", from: "built" });
    expect(second).toEqual({
      tool: "pair",
      version: "1.2.3",
      from: "cache",
      binaries: {
        one: join(fake.tools, entries(fake)[0] ?? "", "bin", "one"),
        two: join(fake.tools, entries(fake)[0] ?? "", "bin", "two"),
      },
    });
    expect(builds(fake)).toHaveLength(1);
    expect(builds(fake)[0]).toContain("-ldflags -s -w -X example.org/pair.Version=v1.2.3 -o ");
  });

  it("builds again when go.sum or Go changes", async () => {
    const fake = fakeGo();
    await ensured(fake);

    appendFileSync(join(fake.tool.folder, "go.sum"), "example.org/new v1.0.0 h1:x\n");
    await ensured(fake);
    writeFileSync(join(fake.env["FAKE_GO"] ?? "", "version"), "go1.26.1\n");
    await ensured(fake);

    expect(entries(fake).map((name) => name.replace(/-[0-9a-f]{10}-/, "-"))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^pair-1\.2\.3-go1\.26\.1-/)]),
    );
    expect(entries(fake)).toHaveLength(3);
  });

  it("builds again when a cached program is damaged", async () => {
    const fake = fakeGo();
    const [first] = await ensured(fake);
    writeFileSync(first?.binaries["one"] ?? "", "half a pro");

    const [second] = await ensured(fake);

    expect(second?.from).toBe("built");
    expect(entries(fake)).toHaveLength(1);
  });

  it("uses what an earlier Go built when Go is gone", async () => {
    const fake = fakeGo();
    await ensured(fake);

    const [found] = await ensure([fake.tool], {
      ...contextOf(fake),
      env: { ...fake.env, PATH: newFolder() },
    });

    expect(found?.from).toBe("cache");
  });

  it("prefers programs on PATH when all of them are there in accepted versions", async () => {
    const fake = fakeGo();
    const bin = newFolder();
    for (const name of ["one", "two"]) symlinkSync("/bin/echo", join(bin, name));

    const [found] = await ensure([fake.tool], {
      ...contextOf(fake),
      env: { ...fake.env, PATH: `${bin}:${fake.env["PATH"] ?? ""}` },
    });

    expect(found).toEqual({
      tool: "pair",
      version: "1.2.3",
      from: "PATH",
      binaries: { one: join(bin, "one"), two: join(bin, "two") },
    });
  });

  it.each(["one program missing", "wrong version", "a script", "our own folder"])(
    "leaves PATH alone: %s",
    async (why) => {
      const fake = fakeGo();
      const bin = newFolder();
      const probe = why === "wrong version" ? ["version", "0.9.0"] : ["version", "1.2.3"];
      const binaries = fake.tool.binaries.map((binary) => ({ ...binary, probe }));
      symlinkSync("/bin/echo", join(bin, "one"));
      if (why === "a script") writeScript(join(bin, "two"), "echo 1.2.3");
      else if (why !== "one program missing") symlinkSync("/bin/echo", join(bin, "two"));

      const found = await locate(
        { ...fake.tool, binaries },
        {
          env: { ...fake.env, PATH: `${bin}:${fake.env["PATH"] ?? ""}` },
          ignored: why === "our own folder" ? [bin] : [],
        },
      );

      expect(found).toBeUndefined();
    },
  );

  it("never takes a tool from PATH that we edit, whatever its version", async () => {
    const fake = fakeGo();
    const bin = newFolder();
    for (const name of ["one", "two"]) symlinkSync("/bin/echo", join(bin, name));
    const edits = [{ file: "serve.go", text: "0.0.0.0", becomes: "127.0.0.1" }];
    const where = { env: { ...fake.env, PATH: `${bin}:${fake.env["PATH"] ?? ""}` }, ignored: [] };

    const plain = await locate(fake.tool, where);
    const edited = await locate({ ...fake.tool, edits }, where);

    expect([plain?.from, edited]).toEqual(["PATH", undefined]);
  });

  it("shows what it builds, how far it is and how long that usually takes", async () => {
    const fake = fakeGo();
    const { screen, lines } = recordedScreen();

    screen.tools(await ensure([fake.tool], { ...contextOf(fake), screen }));

    expect(lines()).toEqual([
      "tools      pair 1.2.3            building   0%   0s, usually about 1m 00s from nothing (once; cached for every clone)",
      "           pair 1.2.3            built   0s",
    ]);
  });
});

describe("ensure, when it cannot", () => {
  it("names every missing tool and the two ways to get it without Go", async () => {
    const fake = fakeGo(null);
    const other = { ...fake.tool, name: "other", version: "9.0.0" };

    const outcome = ensure([fake.tool, other], contextOf(fake));

    await expect(outcome).rejects.toThrow(
      "pair 1.2.3, other 9.0.0: are missing and Go is not installed; " +
        "install pair 1.2.3, other 9.0.0 on PATH, or Go >= 1.25.0 with network access, then run this again",
    );
    expect(existsSync(fake.tools)).toBe(false);
  });

  it("names Go alone where a tool on PATH would not be taken", async () => {
    const fake = fakeGo(null);
    const edits = [{ file: "serve.go", text: "0.0.0.0", becomes: "127.0.0.1" }];

    await expect(ensure([{ ...fake.tool, edits }], contextOf(fake))).rejects.toThrow(
      "pair 1.2.3: is missing and Go is not installed; " +
        "install Go >= 1.25.0 with network access, then run this again",
    );
  });

  it("says when Go is too old", async () => {
    const fake = fakeGo("1.24.7");

    await expect(ensured(fake)).rejects.toThrow(
      "pair 1.2.3: is missing and Go 1.24.7 is too old to build it; " +
        "install pair 1.2.3 on PATH, or Go >= 1.25.0 with network access, then run this again",
    );
  });

  it("says when the module proxy cannot be reached, and leaves nothing", async () => {
    const fake = fakeGo();
    fake.listFails(
      'go: example.org/a@v1.0.0: Get "https://example.org": dial tcp: lookup example.org: no such host\n',
    );

    await expect(ensured(fake)).rejects.toThrow(
      "pair 1.2.3: is missing and the Go module proxy cannot be reached; " +
        "install pair 1.2.3 on PATH, or Go >= 1.25.0 with network access (GOPROXY), then run this again",
    );
    expect(entries(fake)).toEqual([]);
  });

  it("says what the compiler said last", async () => {
    const fake = fakeGo();
    fake.build({ fails: "# example.org/a\na.go:1:1: syntax error\n" });

    await expect(ensured(fake)).rejects.toThrow(
      "pair 1.2.3: could not be built: a.go:1:1: syntax error; ",
    );
    expect(entries(fake)).toEqual([]);
  });

  it("says when the disk is full, and leaves nothing", async () => {
    const fake = fakeGo();
    fake.build({ fails: "link: write two: no space left on device\n" });

    await expect(ensured(fake)).rejects.toThrow(
      "tool cache $INTELGRAPH_CACHE: no space left on device; " +
        "free or unlock it, or set INTELGRAPH_CACHE to another folder, then run this again",
    );
    expect(entries(fake)).toEqual([]);
  });

  it("says when the cache is no folder", async () => {
    const fake = fakeGo();
    const file = writeFile(join(newFolder(), "cache"), "");
    const env = { ...fake.env, INTELGRAPH_CACHE: file };

    await expect(ensure([fake.tool], { ...contextOf(fake), env })).rejects.toThrow(
      "tool cache $INTELGRAPH_CACHE: is not a folder; ",
    );
  });

  it("refuses a build whose program says another version", async () => {
    const fake = fakeGo();
    const binaries = fake.tool.binaries.map((each) => ({ ...each, accepts: ">=5.0.0 <6.0.0" }));

    await expect(ensure([{ ...fake.tool, binaries }], contextOf(fake))).rejects.toThrow(
      "pair 1.2.3: the built one says it is 1.2.3; make tool.json and go.mod of pair agree",
    );
    expect(entries(fake)).toEqual([]);
  });
});

describe("ensure, interrupted and at the same time", () => {
  it("ends Go and leaves nothing on Ctrl-C", async () => {
    const fake = fakeGo();
    fake.build("hang");
    const { child, done, stderr } = inProcess(fake);
    const go = await hanging(fake);

    child.kill("SIGINT");

    expect(await done).toBe(2);
    expect(stderr()).toContain("interrupted");
    await until(() => processFacts(go) === undefined);
    expect(entries(fake)).toEqual([]);
  });

  it("clears up after a killed build and ends the Go it left running", async () => {
    const fake = fakeGo();
    fake.build("hang");
    const { child, done } = inProcess(fake);
    const go = await hanging(fake);
    child.kill("SIGKILL");
    await done;
    const left = entries(fake);
    const works = { ...contextOf(fake), env: { ...fake.env, FAKE_GO: fakeGo().env["FAKE_GO"] } };

    const [ready] = await ensure([fake.tool], works);

    expect(left).toEqual([expect.stringMatching(/^\.building-pair-/)]);
    expect(ready?.from).toBe("built");
    expect(entries(fake)).toEqual([expect.stringMatching(/^pair-1\.2\.3-/)]);
    await until(() => processFacts(go) === undefined);
  });

  it("waits for a build that is under way and takes its outcome", async () => {
    const fake = fakeGo();
    const { screen, lines } = recordedScreen();

    const both = { ...contextOf(fake), screen };
    const ready = await Promise.all([ensure([fake.tool], both), ensure([fake.tool], both)]);

    expect(ready.map(([tool]) => tool?.from).sort()).toEqual(["built", "cache"]);
    expect(builds(fake)).toHaveLength(1);
    expect(
      lines()
        .at(-1)
        ?.replace(/^(tools)? +/, ""),
    ).toBe(`pair 1.2.3            waiting for the build that process ${process.pid} is running`);
  });
});
