import { execFileSync } from "node:child_process";
import fs, {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";

import { layout } from "../../../local/layout.ts";
import { fillPluginHome } from "../../../local/plugin-home/fill.ts";
import { newFolder, removeFolders, writeFile, writeScript } from "../support/folders.ts";

const packageJson = JSON.stringify({
  dependencies: { "@pulumi/kubernetes": "4.34.2", "@pulumi/random": "4.21.2" },
});

/** A clone, a user's Pulumi home and a Pulumi CLI; `node` in the stand-ins prints its arguments. */
function clone(rootName = "clone") {
  const root = join(newFolder(), rootName);
  const users = newFolder();
  const tools = newFolder();
  writeFile(join(root, "package.json"), packageJson);
  const pulumi = { path: writeScript(join(tools, "pulumi"), "echo pulumi"), version: "3.259.0" };
  const kubectl = writeScript(join(tools, "kubectl"), "echo kubectl");
  const paths = layout(root);
  const fill = () =>
    fillPluginHome({ paths, env: { PULUMI_HOME: users }, pulumi, beside: { kubectl } });
  const plugin = join(paths.pulumiHome, "plugins/resource-kubernetes-v4.34.2");
  const official = join(users, "plugins/resource-kubernetes-v4.34.2");
  return { paths, users, tools, pulumi, kubectl, fill, plugin, official };
}

const standIn = { name: "kubernetes", version: "4.34.2", source: "stand-in" };

afterEach(() => {
  jest.restoreAllMocks();
  removeFolders();
});

describe("the clone's own Pulumi home", () => {
  it("gets stand-ins where the user has no official plugin", () => {
    const { paths, fill, plugin } = clone();

    const plugins = fill();

    expect(plugins).toEqual([
      standIn,
      { name: "random", version: "4.21.2", source: "stand-in" },
      { name: "nodejs", version: "3.259.0", source: "stand-in" },
    ]);
    expect(readdirSync(join(paths.pulumiHome, "plugins")).sort()).toEqual([
      "resource-kubernetes-v4.34.2",
      "resource-random-v4.21.2",
    ]);
    expect(readdirSync(plugin)).toEqual(["pulumi-resource-kubernetes"]);
    expect(statSync(join(plugin, "pulumi-resource-kubernetes")).mode & 0o777).toBe(0o700);
    expect(readdirSync(paths.bin).sort()).toEqual(["kubectl", "pulumi", "pulumi-language-nodejs"]);
  });

  it("starts a stand-in with its arguments, whatever the clone's folder is called", () => {
    const { paths, fill, plugin } = clone("it's a $HOME clone");
    const main = join(paths.root, "local/plugins/resource-kubernetes/main.ts");
    writeFile(main, "console.log(JSON.stringify(process.argv.slice(2)))\n");
    fill();

    const printed = execFileSync(join(plugin, "pulumi-resource-kubernetes"), [
      "127.0.0.1:1",
      "a b",
    ]);

    expect(JSON.parse(printed.toString())).toEqual(["127.0.0.1:1", "a b"]);
  });

  it("links an official plugin and leaves the user's folder as it was", () => {
    const { users, fill, plugin, official } = clone();
    writeScript(join(official, "pulumi-resource-kubernetes"), "echo official");
    writeFile(join(official, "README.md"), "");
    const before = readdirSync(users, { recursive: true });

    const [kubernetes] = fill();

    expect(kubernetes).toEqual({ ...standIn, source: "official" });
    expect(lstatSync(plugin).isDirectory()).toBe(true);
    expect(readlinkSync(join(plugin, "pulumi-resource-kubernetes"))).toBe(
      join(official, "pulumi-resource-kubernetes"),
    );
    expect(readdirSync(users, { recursive: true })).toEqual(before);
  });

  it.each(["another version", "half installed", "not a program"])(
    "does not take an official plugin that is %s",
    (why) => {
      const { users, fill, official } = clone();
      const folder = why === "another version" ? official.replace("4.34.2", "4.34.1") : official;
      const mode = why === "not a program" ? 0o600 : 0o755;
      writeFile(join(folder, "pulumi-resource-kubernetes"), "#!/bin/sh\n", mode);
      if (why === "half installed") writeFile(`${official}.partial`, "");

      const [kubernetes] = fill();

      expect(kubernetes).toEqual(standIn);
      expect(existsSync(users)).toBe(true);
    },
  );

  it("follows the user from stand-in to official plugin and back", () => {
    const { fill, plugin, official } = clone();
    const sources: unknown[] = [fill()[0]?.source];

    writeScript(join(official, "pulumi-resource-kubernetes"), "echo official");
    writeFile(join(official, "LICENSE"), "");
    sources.push(fill()[0]?.source);
    rmSync(official, { recursive: true });
    sources.push(fill()[0]?.source);

    expect(sources).toEqual(["stand-in", "official", "stand-in"]);
    expect(readdirSync(plugin)).toEqual(["pulumi-resource-kubernetes"]);
    expect(readFileSync(join(plugin, "pulumi-resource-kubernetes"), "utf8")).toContain("exec ");
  });

  it("takes the language host that lies beside the CLI, and drops it when it is gone", () => {
    const { paths, tools, fill } = clone();
    writeScript(join(tools, "pulumi-language-nodejs"), "echo official");
    writeScript(join(tools, "pulumi-analyzer-policy"), "echo official");

    const official = fill().at(-1);
    const links = readdirSync(paths.bin).sort();
    rmSync(join(tools, "pulumi-language-nodejs"));
    const back = fill().at(-1);

    expect([official?.source, back?.source]).toEqual(["official", "stand-in"]);
    expect(links).toEqual([
      "kubectl",
      "pulumi",
      "pulumi-analyzer-policy",
      "pulumi-language-nodejs",
    ]);
    expect(readdirSync(paths.bin).sort()).toEqual(["kubectl", "pulumi", "pulumi-language-nodejs"]);
  });

  it("holds the CLI itself, so that the engine finds its language host beside it", () => {
    const { paths, tools, pulumi, fill } = clone();
    fill();
    const first = lstatSync(join(paths.bin, "pulumi"));
    rmSync(pulumi.path);
    writeScript(join(tools, "pulumi"), "echo a newer pulumi");

    fill();

    expect(first.isSymbolicLink()).toBe(false);
    expect(readFileSync(join(paths.bin, "pulumi"), "utf8")).toContain("a newer pulumi");
  });

  it("survives being filled by several starts at once", async () => {
    const { paths, fill, plugin } = clone();

    await Promise.all(Array.from({ length: 5 }, () => Promise.resolve().then(fill)));

    expect(readdirSync(plugin)).toEqual(["pulumi-resource-kubernetes"]);
    expect(readdirSync(paths.bin).sort()).toEqual(["kubectl", "pulumi", "pulumi-language-nodejs"]);
  });

  it("does not mind that another start cleaned a plugin's folder since it looked", () => {
    const { fill, plugin } = clone();
    const { readdirSync: list } = fs;
    jest
      .spyOn(fs, "readdirSync")
      .mockImplementation(((folder: string) =>
        folder === plugin ? [...list(folder), "gone"] : list(folder)) as typeof list);

    expect(fill()[0]).toEqual(standIn);
  });

  it("leaves the engine no folder for its log, whatever was there before", () => {
    const { paths, fill } = clone();
    const logs = join(paths.pulumiHome, "logs");
    const said = () => readFileSync(logs, "utf8");
    writeFile(join(logs, "today/pulumi.log"), "every property of every resource\n");

    fill();
    const first = [said(), statSync(logs).ino];
    fill();

    expect(first[0]).toMatch(
      /^The log of the engine is off: see local\/plugin-home\/fill\.ts\.\n$/,
    );
    expect([said(), statSync(logs).ino]).toEqual(first);
  });
});
