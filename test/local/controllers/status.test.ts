import { join } from "node:path";

import { controllersFolder } from "../../../local/controllers/place.ts";
import { writeStarted } from "../../../local/controllers/started.ts";
import { controllerStates } from "../../../local/controllers/status.ts";
import { layout } from "../../../local/layout.ts";
import { readTools } from "../../../local/toolchain/tool.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";
import { endLinked, runLinked } from "../support/linked-process.ts";
import { ports } from "./support.ts";

afterEach(() => {
  endLinked();
  removeFolders();
});

describe("the version of a controller", () => {
  const cluster = () => {
    const paths = layout(newFolder());
    const folder = controllersFolder(paths, "local");
    const identity = { uid: "5a1e", server: "https://127.0.0.1:20003", recipe: "" };
    writeFile(join(paths.clusters, "local", "identity.json"), JSON.stringify(identity));
    writeFile(join(folder, "ports.json"), JSON.stringify(ports));
    const program = { path: "/cache/prometheus", size: 1, mtimeMs: 1, version: "3.6.9" };
    writeStarted({ folder, programs: { prometheus: program }, standIn: "", configuration: "" });
    const version = async (name: string) => {
      const states = await controllerStates(paths, "local", process.env);
      const found = states.find((each) => each.name === name);
      return [found?.state, found?.version];
    };
    return { folder, version };
  };
  const built = readTools().find(({ name }) => name === "prometheus")?.version;

  it("is the one that was started, while something of it runs", async () => {
    const { folder, version } = cluster();
    await runLinked(folder, "prometheus");

    expect(await version("prometheus")).toEqual(["astray", "3.6.9"]);
  });

  it("is the one that a start would bring, while nothing runs", async () => {
    const { version } = cluster();

    expect(await version("prometheus")).toEqual(["stopped", built]);
    expect(await version("kubelet-stand-in")).toEqual(["stopped", undefined]);
  });
});
