import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { type Engine, engine } from "../../../ops/lib/engine.ts";
import { EngineExit } from "../../../ops/lib/engine-command.ts";

/** A pulumi that writes down how it was called and answers as the test wants. */
describe("the engine", () => {
  let folder: string;
  const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  const answering = (script: string, more: Partial<Parameters<typeof engine>[0]> = {}): Engine => {
    const pulumi = join(folder, "pulumi");
    writeFileSync(
      pulumi,
      `#!/bin/sh\necho "$(basename "$PWD") $*" >> ${join(folder, "calls")}\n${script}\n`,
    );
    chmodSync(pulumi, 0o700);
    return engine({
      stack: "local",
      directory: folder,
      nursery: dirname(folder),
      configFile: "/c/Pulumi.local.yaml",
      env: { PATH: `${folder}:/usr/bin:/bin`, MARK: "ours" },
      version: "3.259.0",
      ...more,
    });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-engine-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("gives the state, or nothing when there is no such stack", async () => {
    await expect(answering("echo '{}'").exportState()).resolves.toBe("{}\n");
    await expect(
      answering("echo \"error: no stack named 'local' found\" >&2; exit 6").exportState(),
    ).resolves.toBeUndefined();
  });

  it("says how it ended when it did not end well", async () => {
    const run = answering("echo out; echo bad >&2; exit 3").exportState();

    await expect(run).rejects.toMatchObject({ code: 3, stdout: "out\n", stderr: "bad\n" });
    await expect(run).rejects.toBeInstanceOf(EngineExit);
  });

  it("makes a stack where the engine may write its settings, and selects none", async () => {
    await answering("").create();

    expect(calls()[0]).toMatch(
      /stack init local --no-select --secrets-provider passphrase --non-interactive --color=never$/,
    );
    expect(calls()[0]?.split(" ")[0]).not.toBe(folder.split("/").at(-1));
  });

  it("sees the environment it was given and nothing of the caller's", async () => {
    process.env["INTELGRAPH_TEST_LEAK"] = "theirs";

    const text = await answering('echo "$MARK ${INTELGRAPH_TEST_LEAK:-clean}"').exportState();

    delete process.env["INTELGRAPH_TEST_LEAK"];
    expect(text).toBe("ours clean\n");
  });

  it("passes packs, settings and a door for events, and takes a failure for an answer", async () => {
    const end = await answering("echo 'error: no' >&2; exit 1").run("preview", {
      door: { pack: "/p/all", config: "/p/all/config.local.json" },
    });

    expect(end).toMatchObject({ exit: 1, facts: { steps: [], result: undefined } });
    expect(end.printed).toContain("error: no");
    expect(calls()).toHaveLength(1);
    expect(calls()[0]).toMatch(
      / preview --policy-pack \/p\/all --policy-pack-config \/p\/all\/config\.local\.json --suppress-progress --config-file \/c\/Pulumi\.local\.yaml --exec-kind auto\.local --event-log tcp:\/\/127\.0\.0\.1:\d+ --stack local /,
    );
  });

  it("is asked to stop, not killed, by the first interrupt", async () => {
    const stop = new AbortController();
    const ready = join(folder, "ready");
    const busy = answering(
      `trap 'echo stopped in order; exit 8' INT; touch ${ready}; while :; do sleep 0.05; done`,
    );

    const run = busy.run("up", { signal: stop.signal });
    while (!existsSync(ready)) await setTimeout(10);
    stop.abort();
    const end = await run;

    expect(end).toMatchObject({ exit: 8, printed: "stopped in order\n\n" });
  });

  it("reads what the packs say about a state file", async () => {
    const line = JSON.stringify({
      sequence: 0,
      timestamp: 0,
      summaryEvent: { result: "succeeded", PolicyPacks: { intelgraph: "0.1.0" } },
    });

    const end = await answering(`echo '${line}'`).analyze("/s.json", { pack: "/p/all" });

    expect(end.facts).toMatchObject({ result: "succeeded", packs: ["intelgraph"] });
    expect(calls()[0]).toMatch(/ policy analyze --file \/s\.json --json --policy-pack \/p\/all /);
  });

  it("is not there when it is not on the given PATH", async () => {
    const run = answering("", { env: { PATH: "/nowhere" } }).exportState();

    await expect(run).rejects.toMatchObject({ code: 127, stderr: "spawn pulumi ENOENT" });
  });
});
