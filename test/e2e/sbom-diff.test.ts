import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../../lib/run.ts";
import type { DiffReport } from "../../ops/lib/sbom/report-schema.ts";

const root = join(import.meta.dirname, "../..");

interface Lock {
  readonly packages: Record<string, { version?: string; dependencies?: Record<string, string> }>;
}

describe("ops sbom diff over what a real generator writes", () => {
  let folder: string;
  const ops = (...args: string[]) =>
    run(process.execPath, [join(root, "ops/cli.ts"), "sbom", "diff", ...args], { cwd: folder });
  const reportOf = async (...args: string[]) => {
    const { code, stdout } = await ops(...args, "--no-scans", "--json");
    return { code, report: JSON.parse(stdout) as DiffReport };
  };

  /** The SBOM that npm makes of the lock file of this checkout, after a change to it. */
  const sbomOf = (name: string, change: (lock: Lock) => void): void => {
    const project = join(folder, name, "shop");
    const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8")) as Lock;
    const lock = read("package-lock.json");
    change(lock);
    const { dependencies = {} } = lock.packages[""] ?? {};
    mkdirSync(project, { recursive: true });
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ ...read("package.json"), dependencies }),
    );
    writeFileSync(join(project, "package-lock.json"), JSON.stringify(lock));
    const text = execFileSync(
      "npm",
      ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx", "--omit", "dev"],
      { cwd: project, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    writeFileSync(join(folder, `${name}.json`), text);
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-sbom-"));
    sbomOf("base", () => undefined);
    sbomOf("again", () => undefined);
    sbomOf("head", ({ packages }) => {
      const top = packages[""];
      const bcryptjs = packages["node_modules/bcryptjs"];
      if (top?.dependencies === undefined || bcryptjs === undefined) throw new Error("no bcryptjs");
      packages[""] = {
        ...top,
        dependencies: { ...top.dependencies, argparse: "*", bcryptjs: "3.0.0" },
      };
      bcryptjs.version = "3.0.0";
    });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("says nothing of two SBOMs of one lock file, though their times and numbers differ", async () => {
    const { code, report } = await reportOf("base.json", "again.json");

    expect([code, report.changes, report.verdict]).toEqual([0, [], "done"]);
    expect(report.base.components).toBeGreaterThan(50);
  });

  it("says what another lock file changes", async () => {
    const { code, report } = await reportOf("base.json", "head.json");

    const said = report.changes.map(({ kind, package: of }) => `${kind} ${of}`);
    expect(code).toBe(0);
    expect(said).toContain("downgraded pkg:npm/bcryptjs");
    expect(said).toContain("direct pkg:npm/argparse");
  });

  it("writes a comment, and cannot tell without a scan", async () => {
    const { code, stdout, stderr } = await ops("base.json", "head.json", "--markdown");

    expect(code).toBe(2);
    expect(stdout).toMatch(/^<!-- ops sbom diff: shop -->\n### SBOM diff: ⚠️ cannot tell\n/);
    expect(stderr).toContain("next: give --scan-head <file>");
  });
});
