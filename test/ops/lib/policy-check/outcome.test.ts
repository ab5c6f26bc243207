import { execFile } from "node:child_process";
import { join } from "node:path";

import { reportSchema } from "../../../../ops/lib/policy-check/report-schema.ts";
import { removeFolders } from "../../../local/support/folders.ts";
import { CHART, folderWith, podNamed } from "../../support/manifests.ts";
import { readXml } from "../../support/xml.ts";

const cli = join(import.meta.dirname, "../../../../ops/cli.ts");
const good = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

describe("ops policy check, as people and pipelines run it", () => {
  let cwd: string;
  const ops = (args: readonly string[], stdin = "", env: NodeJS.ProcessEnv = {}) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [cli, "policy", "check", ...args],
        { cwd, env: { PATH: process.env["PATH"], NO_COLOR: "1", ...env } },
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, stdout, stderr });
        },
      );
      child.stdin?.on("error", () => undefined).end(stdin);
    });

  beforeEach(() => {
    cwd = folderWith({
      "good.yaml": good,
      "bad.yaml": podNamed("a"),
      "chart/Chart.yaml": CHART,
      "chart/templates/pod.yaml": "{{- if .Values.on }}\nkind: Pod\n{{- end }}\n",
    });
  });
  afterEach(removeFolders);

  it("ends with 0 for what is good, and says how much it judged", async () => {
    const { code, stdout, stderr } = await ops(["good.yaml"]);

    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/^nothing to refuse \(strictest settings; --env names an environment\)/);
    expect(stderr).toMatch(/^1 resource, \d+ rules: 0 violated, /m);
  });

  it("ends with 1 for what is refused, and prints data alone on stdout", async () => {
    const [json, sarif, junit] = await Promise.all([
      ops(["bad.yaml", "--json"]),
      ops(["bad.yaml", "--sarif", "--env", "prod"]),
      ops(["bad.yaml", "--junit", "--env", "pr-7"]),
    ]);

    expect([json.code, sarif.code, junit.code]).toEqual([1, 1, 1]);
    expect(reportSchema.parse(JSON.parse(json.stdout)).verdict).toBe("refused");
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: "2.1.0" });
    expect(sarif.stdout).toContain('"uri": "bad.yaml"');
    expect(sarif.stdout).not.toContain(cwd);
    expect(readXml(junit.stdout.trimEnd()).name).toBe("testsuites");
    expect(json.stderr).toMatch(/^refused: /);
  });

  it("reads stdin, and is not fooled by an empty one", async () => {
    const [full, empty] = await Promise.all([ops(["-"], good), ops(["-"], "")]);

    expect(full.code).toBe(0);
    expect(empty).toEqual({
      code: 2,
      stdout: "",
      stderr: "stdin: is empty; give at least one manifest\n",
    });
  });

  it("annotates the lines of files for a workflow, counted from its workspace", async () => {
    const { stderr } = await ops(["bad.yaml", "--github"], "", {
      GITHUB_WORKSPACE: join(cwd, ".."),
    });

    expect(stderr).toMatch(
      /^::error file=intelgraph-unit-[^/]+\/bad\.yaml,line=1,title=[a-z-]+\//m,
    );
  });

  it.each([
    [
      ["bad.yaml", "--json", "--sarif"],
      "ops policy check: --json, --sarif and --junit all print on stdout; ask for one of them",
    ],
    [["bad.yaml", "--env", "prd"], 'environment "prd": is not known; did you mean prod?'],
    [
      ["chart/templates/pod.yaml"],
      "chart/templates/pod.yaml line 1: looks like a Helm template; give the chart folder",
    ],
    [["chart", "-f", "valuse.yaml"], "valuse.yaml: does not exist; give a YAML file of values"],
  ])("ends with 2 and one line for %j", async (args, line) => {
    const { code, stderr } = await ops(args);

    expect([code, stderr]).toEqual([2, `${line}\n`]);
  });

  it("says in JSON, too, why it could not judge", async () => {
    const { code, stdout } = await ops(["nowhere.yaml", "--json"]);

    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      verdict: "failed",
      faults: [
        {
          where: "nowhere.yaml",
          problem: "does not exist",
          fix: "name a manifest, a folder, a chart, or - for stdin",
        },
      ],
    });
  });
});
