import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { promote, type PromoteReport } from "../../../ops/commands/promote.ts";
import { promoteOutcome } from "../../../ops/lib/promotion/outcome.ts";
import type { ReleaseFile, TrustFile } from "../../../policy-packs/provenance/release/model.ts";
import {
  RELEASE_DAY,
  releaseFixture,
  type ReleaseFixture,
  type ReleaseOptions,
} from "../../support/release.ts";
import { type FakePorts, fakePorts } from "../support/fakes.ts";

// A child process that loads the command takes seconds on a busy machine.
jest.setTimeout(60_000);

const HOUR = 3_600_000;
const later = (hours: number) => new Date(RELEASE_DAY.getTime() + hours * HOUR);

describe("ops promote", () => {
  let ports: FakePorts;
  let dev: ReleaseFixture;
  let stage: ReleaseFixture;
  let prod: ReleaseFixture;

  /** A project whose dev runs a release, and whose stage and prod run nothing yet. */
  const project = (options: ReleaseOptions = {}, target: ReleaseOptions = {}) => {
    const common = { services: ["api", "web"], ...options, folder: ports.root };
    [stage, prod] = ["stage", "prod"].map((environment) => {
      const made = releaseFixture({ ...common, ...target, environment });
      made.edit((file) => ({ ...file, services: {} }));
      return made;
    }) as [ReleaseFixture, ReleaseFixture];
    dev = releaseFixture({ ...common, environment: "dev" });
  };
  const run = (from: string, to: string, { plan = false, now = RELEASE_DAY } = {}) =>
    promote({ from, to, plan }, { ...ports, now: () => now });
  const textOf = ({ release }: ReleaseFixture) => readFileSync(release, "utf8");
  const read = (fixture: ReleaseFixture) => JSON.parse(textOf(fixture)) as ReleaseFile;
  const codes = ({ refusals }: PromoteReport) =>
    refusals.map(({ service = "", code }) => `${service} ${code}`.trim());
  const said = (report: PromoteReport) => promoteOutcome(report).screen(ports.screen);

  beforeEach(() => {
    ports = fakePorts();
  });

  afterEach(() => {
    ports.remove();
  });

  it("takes a release from dev over stage to prod, each time from then on", async () => {
    project();

    const first = await run("dev", "stage");
    const second = await run("stage", "prod", { now: later(24) });

    expect([first.verdict, second.verdict]).toEqual(["done", "done"]);
    expect(promoteOutcome(second).exit).toBe(0);
    const { services } = dev.file;
    const since = (time: Date) =>
      Object.fromEntries(
        Object.entries(services).map(([name, one]) => [
          name,
          { ...one, since: time.toISOString() },
        ]),
      );
    const $schema = "./release.schema.json";
    expect(read(stage)).toEqual({ $schema, environment: "stage", services: since(RELEASE_DAY) });
    expect(read(prod)).toEqual({ $schema, environment: "prod", services: since(later(24)) });
    expect(said(first)).toEqual([
      "",
      "promoted 2 services from dev to stage: commit releases/stage.json",
    ]);
  });

  it("only says what would change when it is asked for a plan, and holds no lock for it", async () => {
    project();
    const before = textOf(stage);

    const report = await run("dev", "stage", { plan: true });

    expect(report.verdict).toBe("planned");
    expect(textOf(stage)).toBe(before);
    const { data = [] } = promoteOutcome(report);
    expect(data[0]).toMatch(/^service +change +image +before +commit +soak$/);
    expect(data[1]).toMatch(
      /^api +added +registry\.intelgraph\.example\/api@sha256:[0-9a-f]{12} +c0ffee00c0ff +has run 48 of 24 h in dev$/,
    );
    expect(said(report)).toEqual(["", "would change 2 services of stage: ops promote dev stage"]);
  });

  it("has nothing to write the second time, and leaves the file alone", async () => {
    project();
    await run("dev", "stage");
    const before = textOf(stage);

    const report = await run("dev", "stage", { now: later(5) });

    expect([report.verdict, promoteOutcome(report).exit]).toEqual(["same", 0]);
    expect(textOf(stage)).toBe(before);
  });

  it("refuses what has not run long enough, by the trust file of the target, to the hour", async () => {
    project({ sinceHours: 24 });
    stage.editTrust((file) => ({ ...file, soakHours: 36 }));
    const before = textOf(stage);

    const early = await run("dev", "stage", { now: new Date(later(12).getTime() - 1) });

    expect([early.verdict, promoteOutcome(early).exit]).toEqual(["refused", 1]);
    expect(codes(early)).toEqual(["api soak-not-met", "web soak-not-met"]);
    expect(said(early)).toContain("  api: has run 35.9 of 36 h in dev [soak-not-met]");
    expect(said(early).at(-1)).toContain("nothing was changed");
    expect(textOf(stage)).toBe(before);
    expect((await run("dev", "stage", { now: later(12) })).verdict).toBe("done");
  });

  it("asks for a day in dev and two in stage, by the trust files as they are committed", () => {
    const hours = ["dev", "stage", "prod"].map((environment) => {
      const file = `../../../policy-packs/provenance/trust.${environment}.json`;
      const text = readFileSync(join(import.meta.dirname, file), "utf8");
      return (JSON.parse(text) as TrustFile).soakHours;
    });

    expect(hours).toEqual([0, 24, 48]);
  });

  it("refuses a release that is said to run from a time on that has not come", async () => {
    project({ sinceHours: -1 });
    stage.editTrust((file) => ({ ...file, soakHours: 0 }));

    expect(codes(await run("dev", "stage"))).toEqual(["api soak-unknown", "web soak-unknown"]);
  });

  it.each(["provenance", "sbom", "scan", "licences"] as const)(
    "refuses when %s is missing or was changed, and writes nothing",
    async (kind) => {
      project();
      const before = textOf(stage);
      rmSync(dev.evidence("api", kind));
      writeFileSync(dev.evidence("web", kind), "{}");

      const report = await run("dev", "stage");

      expect([report.verdict, promoteOutcome(report).exit]).toEqual(["refused", 1]);
      expect(codes(report)).toEqual(["api evidence-missing", "web evidence-changed"]);
      expect(textOf(stage)).toBe(before);
    },
  );

  it("refuses by the trust of the target what the source accepts", async () => {
    project();
    stage.editTrust((file) => ({
      ...file,
      keys: file.keys.map((key) => ({
        ...key,
        builder: "https://builds.intelgraph.example/other",
      })),
    }));

    const report = await run("dev", "stage");

    expect(codes(report)).toEqual(["api builder-not-allowed", "web builder-not-allowed"]);
  });

  it("refuses a scan that has become too old since, and a vulnerability that nobody accepts", async () => {
    project({ vulnerabilities: [{ id: "CVE-2026-1234", severity: "CRITICAL" }] });

    const report = await run("dev", "stage", { now: later(7 * 24) });

    expect(codes(report)).toEqual(
      ["api", "web"].flatMap((name) => [`${name} scan-too-old`, `${name} vulnerability-critical`]),
    );
  });

  it("refuses to empty an environment", async () => {
    project();
    await run("dev", "stage");
    dev.edit((file) => ({ ...file, services: {} }));
    const before = textOf(stage);

    const report = await run("dev", "stage");

    expect(codes(report)).toEqual(["nothing-released"]);
    expect(textOf(stage)).toBe(before);
  });

  it("cannot tell while the lists of exceptions cannot be read, and writes nothing", async () => {
    project();
    writeFileSync(join(ports.root, "releases/accepted.json"), "[]");
    const before = textOf(stage);

    const report = await run("dev", "stage");

    expect([report.verdict, promoteOutcome(report).exit]).toEqual(["cannot tell", 2]);
    expect(codes(report)).toEqual(["accepted-malformed"]);
    expect(textOf(stage)).toBe(before);
  });

  it.each([
    ["releases/dev.json", /^releases\/dev\.json: .*; restore it from git$/],
    ["releases/stage.json", /^releases\/stage\.json: .*; restore it from git$/],
    [
      "policy-packs/provenance/trust.stage.json",
      /^policy-packs\/provenance\/trust\.stage\.json: .*/,
    ],
  ])("ends with exit 2 when %s cannot be read", async (file, says) => {
    project();
    writeFileSync(join(ports.root, file), "{");

    const [fault] = await run("dev", "stage").then(
      () => [],
      (error: unknown) => (error as AggregateError).errors as Error[],
    );

    expect(fault).toMatchObject({ exit: 2 });
    expect(fault?.message).toMatch(says);
  });

  it("tells a workflow why, with an annotation per reason", async () => {
    project({ sinceHours: 1 });

    const news = promoteOutcome(await run("dev", "stage")).news?.(ports.root);

    expect(news?.outputs).toEqual({ verdict: "refused", changed: "2" });
    expect(news?.annotations).toHaveLength(2);
    expect(news?.annotations[0]).toMatchObject({
      level: "error",
      title: "api: soak-not-met",
      file: "releases/stage.json",
    });
    expect(news?.summary).toContain("## promote dev to stage: refused");
  });

  describe("with another promotion under way", () => {
    it("waits for it, and then sees what it has written", async () => {
      project();

      const reports = await Promise.all([run("dev", "stage"), run("dev", "stage")]);

      expect(reports.map(({ verdict }) => verdict).sort()).toEqual(["done", "same"]);
    });

    it("loses nothing of many at once, from processes of their own", async () => {
      project();

      const ended = await Promise.all([0, 1, 2].map(() => child("")));

      expect(ended.map(({ verdict }) => verdict).sort()).toEqual(["done", "same", "same"]);
      expect(Object.keys(read(stage).services)).toEqual(["api", "web"]);
    });
  });

  describe("that is killed", () => {
    it.each([
      ["before the file is moved into place", "renameSync", "(_, to) => to.endsWith('stage.json')"],
      ["while the file is written", "writeFileSync", "(to) => to.includes('stage.json.')"],
    ])("%s leaves the file as it was, and the next one goes through", async (_, call, at) => {
      project();
      const before = textOf(stage);

      const killed = await child(`
        const real = fs.${call};
        fs.${call} = (...given) => {
          if (!(${at})(...given.map(String))) return real(...given);
          if ("${call}" === "writeFileSync") real(given[0], String(given[1]).slice(0, 40));
          process.kill(process.pid, "SIGKILL");
        };`);

      expect(killed).toEqual({ signal: "SIGKILL" });
      expect(textOf(stage)).toBe(before);
      expect((await run("dev", "stage")).verdict).toBe("done");
      expect(Object.keys(read(stage).services)).toEqual(["api", "web"]);
    });
  });

  /** Promotes dev to stage in a process of its own, which first does something to its file system. */
  function child(prepare: string): Promise<{ verdict?: string; signal?: string }> {
    const command = join(import.meta.dirname, "../../../ops/commands/promote.ts");
    const program = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      ${prepare}
      syncBuiltinESMExports();
      const { promote } = await import(${JSON.stringify(command)});
      const screen = { row: () => undefined };
      const ports = {
        root: ${JSON.stringify(ports.root)},
        now: () => new Date(${RELEASE_DAY.getTime()}),
        screen,
        signal: new AbortController().signal,
      };
      const { verdict } = await promote({ from: "dev", to: "stage" }, ports);
      console.log(verdict);`;
    const started = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let verdict = "";
    started.stdout.on("data", (text: Buffer) => (verdict += text.toString()));
    return new Promise((resolve) => {
      started.on("close", (_, signal) => {
        resolve(signal === null ? { verdict: verdict.trim() } : { signal });
      });
    });
  }
});
