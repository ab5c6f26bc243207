import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { childName } from "../../components/lib/install/plan.ts";
import { readArtifacts } from "../../lib/artifacts/lock.ts";
import { artifactObjects } from "../../lib/artifacts/objects.ts";
import { cacheFolder } from "../../lib/cache-folder.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(600_000);

interface Plan {
  readonly steps: readonly { readonly op: string; readonly urn: string }[];
}

/** Newer than what is locked, with other definitions. */
const NEWER = "v1.9.0";

describe("artifacts on the local control plane", () => {
  let project: Scratch;
  let folder: string;
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    project.start(process.execPath, args, env).done;
  const pulumi = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run(
      ["local/cli.ts", "exec", "local", "--", "pulumi", "-C", folder, "--non-interactive", ...args],
      env,
    );
  const kubectl = async (...args: string[]) => {
    const { stdout } = await project.local("exec", "local", "--", "kubectl", ...args);
    return stdout.split("\n").filter((line) => line !== "");
  };
  /** Every object that a test could have made; what was there before is not among them. */
  const objects = async () => {
    const made = await kubectl("get", "ns,crd,clusterrole,clusterrolebinding", "-o", "name");
    return made.filter((line) => /artifacts|argo/.test(line));
  };
  const planOf = async () => {
    const { code, stdout, stderr } = await pulumi(["preview", "-s", "artifacts", "--json"]);
    expect({ code, stderr: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, stderr: "" });
    const { steps } = JSON.parse(stdout) as Plan;
    return steps
      .filter(({ op }) => op !== "same")
      .map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`)
      .sort();
  };
  const program = () => join(folder, "index.ts");
  /** Runs with the program changed, and puts it back. */
  const changed = async <T>(from: string, to: string, body: () => Promise<T>): Promise<T> => {
    const text = readFileSync(program(), "utf8");
    expect(text).toContain(from);
    writeFileSync(program(), text.replace(from, to));
    try {
      return await body();
    } finally {
      writeFileSync(program(), text);
    }
  };
  /** A cache of its own: the tools are those of the caller, the artifacts a copy. */
  const ownCache = (name: string, fill: boolean) => {
    const own = join(project.root, name);
    const theirs = cacheFolder({ ...process.env, HOME: process.env["HOME"] });
    mkdirSync(own);
    symlinkSync(join(theirs, "tools"), join(own, "tools"));
    if (fill) cpSync(join(theirs, "artifacts"), join(own, "artifacts"), { recursive: true });
    return own;
  };

  beforeAll(async () => {
    project = scratch();
    folder = join(project.root, "test/fixtures/artifacts");
    for (const args of [["start", "local"]]) {
      const { code, stderr } = await project.local(...args);
      if (code !== 0) throw new Error(stderr);
    }
    const { code, stderr } = await project.ops("artifacts", "fetch");
    if (code !== 0) throw new Error(stderr);
    await pulumi(["stack", "init", "artifacts"]);
  });

  afterAll(() => project.remove());

  it("previews every object as a child, the custom resource of its kind included", async () => {
    const plan = await planOf();

    expect(plan).toHaveLength(20);
    expect(new Set(plan.map((step) => step.split(" ")[0]))).toEqual(new Set(["create"]));
    expect(plan).toContain("create rollouts-custom-resource-definition-rollouts.argoproj.io");
    expect(plan).toContain("create up");
    expect(await objects()).toEqual([]);
  });

  it("refuses a field that the definition has not, before anything is made", async () => {
    await changed(
      'name: "up", interval',
      'name: "up", intervall: "5s" as never, interval',
      async () => {
        const { code, stdout, stderr } = await pulumi([
          "up",
          "-s",
          "artifacts",
          "--yes",
          "--skip-preview",
        ]);

        expect(code).not.toBe(0);
        expect(stdout + stderr).toContain(
          "AnalysisTemplate up: spec.metrics[0].intervall: unknown field; did you mean interval?",
        );
      },
    );
    expect(await kubectl("get", "analysistemplates", "-A", "-o", "name")).toEqual([]);
  });

  it("comes up whole: definitions are established before their custom resources are made", async () => {
    const { code, stdout, stderr } = await pulumi([
      "up",
      "-s",
      "artifacts",
      "--yes",
      "--skip-preview",
    ]);

    expect({ code, screen: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, screen: "" });
    expect(await kubectl("get", "analysistemplates", "-n", "artifacts", "-o", "name")).toEqual([
      "analysistemplate.argoproj.io/up",
    ]);
    const definition = await kubectl(
      ...["get", "crd", "rollouts.argoproj.io", "-o", "jsonpath={.metadata.annotations}"],
    );
    expect(definition.join("")).not.toContain("last-applied");
    expect(await planOf()).toEqual([]);
  });

  it("refuses a value that is only known to the update, before the API is asked", async () => {
    const later =
      'new Namespace("artifacts-later", { metadata: { name: "artifacts-later" } }, { provider }).metadata.uid.apply(() => 5 as never)';
    await changed('pulumi.Input<string> = "30s"', `pulumi.Input<string> = ${later}`, async () => {
      const before = await planOf();
      const { code, stdout, stderr } = await pulumi([
        "up",
        "-s",
        "artifacts",
        "--yes",
        "--skip-preview",
      ]);

      expect(before).toEqual(["create artifacts-later", "update up"]);
      expect(code).not.toBe(0);
      expect(stdout + stderr).toContain(
        "AnalysisTemplate up: spec.metrics[0].interval: is number, must be string",
      );
    });
    const interval = ["-o", "jsonpath={.spec.metrics[0].interval}"];
    expect(await kubectl("get", "analysistemplate", "up", "-n", "artifacts", ...interval)).toEqual([
      "30s",
    ]);
    const { code } = await pulumi(["up", "-s", "artifacts", "--yes", "--skip-preview"]);
    expect(code).toBe(0);
  });

  it("refuses an artifact of which one byte was changed, at both doors, and leaves it there", async () => {
    const cache = ownCache("tampered", true);
    const kept = join(cache, "artifacts/argo-rollouts-v1.8.3");
    const [name = ""] = readdirSync(kept).filter((one) => one.endsWith(".yaml"));
    for (const file of readdirSync(kept)) {
      const bytes = readFileSync(join(kept, file));
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(join(kept, file), bytes);
    }
    const says =
      /artifact argo-rollouts v1\.8\.3 install: the copy in \$INTELGRAPH_CACHE\/artifacts is not what artifacts\/lock\.json names: sha256 [0-9a-f]{64} instead of [0-9a-f]{64}; find out who changed it, then run ops artifacts fetch, which replaces it/;

    const plain = await pulumi(["preview", "-s", "artifacts"], { INTELGRAPH_CACHE: cache });
    const ops = await run(["ops/cli.ts", "preview", "local"], { INTELGRAPH_CACHE: cache });
    const verify = await run(["ops/cli.ts", "artifacts", "verify"], { INTELGRAPH_CACHE: cache });

    expect(plain.code).not.toBe(0);
    expect(plain.stdout + plain.stderr).toMatch(says);
    expect({ code: ops.code, says: says.test(ops.stderr) || ops.stderr }).toEqual({
      code: 1,
      says: true,
    });
    expect(verify.code).toBe(1);
    expect(name).not.toBe("");
  });

  it("says in one line what is missing where there is no network, and changes nothing", async () => {
    const before = await objects();
    const empty = { GOPROXY: "off", GOMODCACHE: join(project.root, ".modules") };
    const env = { ...empty, INTELGRAPH_CACHE: ownCache("missing", false) };

    const { code, stderr } = await run(["ops/cli.ts", "preview", "local"], env);
    const plain = await pulumi(["preview", "-s", "artifacts"], env);

    const lines = stderr.split("\n").filter((line) => line.includes("artifacts argo-cd"));
    expect({ code, lines }).toEqual({
      code: 2,
      lines: [
        "artifacts argo-cd v3.1.16, argo-rollouts v1.8.3, prometheus-operator v0.85.0, sealed-secrets v0.32.2: missing in $INTELGRAPH_CACHE/artifacts, and not to be had (module lookup disabled by GOPROXY=off); connect to the network or set GOPROXY, then run ops artifacts fetch",
      ],
    });
    expect(plain.code).not.toBe(0);
    expect(plain.stdout + plain.stderr).toContain(
      "artifact argo-rollouts v1.8.3 install: is not in $INTELGRAPH_CACHE/artifacts; run ops artifacts fetch",
    );
    expect(await objects()).toEqual(before);
  });

  it("shows exactly what a newer version changes, and replaces no definition", async () => {
    const lock = join(project.root, "artifacts/lock.json");
    const read = () =>
      artifactObjects(readArtifacts(join(project.root, "artifacts")), "argo-rollouts", "install");
    const old = read();
    const text = readFileSync(lock, "utf8");
    writeFileSync(lock, text.replace('"version": "v1.8.3"', `"version": "${NEWER}"`));

    const bumped = await project.ops("preview", "local");
    const upgraded = await project.ops("artifacts", "upgrade", "argo-rollouts", NEWER);
    const plan = await planOf();

    expect(bumped.code).toBe(1);
    expect(bumped.stderr).toContain(
      `or, when ${NEWER} is meant: ops artifacts upgrade argo-rollouts ${NEWER}`,
    );
    expect({ code: upgraded.code, stderr: upgraded.code === 0 ? "" : upgraded.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
    const before = new Map(old.map((object) => [childName("rollouts", object), object]));
    const expected = read()
      .map((object) => [childName("rollouts", object), object] as const)
      .filter(
        ([name, object]) =>
          object.kind === "Deployment" || !isDeepStrictEqual(before.get(name), object),
      )
      .map(([name]) => `${before.has(name) ? "update" : "create"} ${name}`)
      .sort();
    expect(expected.length).toBeGreaterThan(2);
    expect(plan).toEqual(expected);
    writeFileSync(lock, text);
    expect(await planOf()).toEqual([]);
  });

  it("goes without leaving anything, and comes again", async () => {
    const gone = await pulumi(["destroy", "-s", "artifacts", "--yes", "--skip-preview"]);

    expect({ code: gone.code, screen: gone.code === 0 ? "" : gone.stdout + gone.stderr }).toEqual({
      code: 0,
      screen: "",
    });
    expect(await objects()).toEqual([]);

    const again = await pulumi(["up", "-s", "artifacts", "--yes", "--skip-preview"]);

    expect({
      code: again.code,
      screen: again.code === 0 ? "" : again.stdout + again.stderr,
    }).toEqual({ code: 0, screen: "" });
  });

  it("takes up definitions that a destroy left, and changes them later", async () => {
    const good = async (verb: "up" | "destroy") => {
      const { code, stdout, stderr } = await pulumi([
        ...[verb, "-s", "artifacts", "--yes", "--skip-preview"],
      ]);
      expect({ code, screen: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, screen: "" });
    };
    const labels = () =>
      kubectl("get", "crd", "rollouts.argoproj.io", "-o", "jsonpath={.metadata.labels.changed}");
    await good("destroy");

    await changed(
      "Resource | undefined = undefined",
      'Resource = connectCluster("retained", { kubeconfig, context: "local", identifier: "local", takesUp: true })',
      async () => {
        await good("up");
        await good("destroy");
        expect(await objects()).toHaveLength(5);

        await good("up");
        expect(await planOf()).toEqual([]);
        expect(await labels()).toEqual([]);
        await changed(
          "inNamespace(name),",
          'inNamespace(name), (all) => all.map((one) => ({ ...one, metadata: { ...one.metadata, labels: { ...one.metadata.labels, changed: "yes" } } })),',
          async () => {
            await good("up");
            expect(await labels()).toEqual(["yes"]);
          },
        );
        await good("destroy");
      },
    );
    expect((await objects()).join()).toMatch(/rollouts\.argoproj\.io/);
  });
});
