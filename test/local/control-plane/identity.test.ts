import { join } from "node:path";

import {
  expectIdentity,
  expectNoState,
  readIdentity,
  writeIdentity,
} from "../../../local/control-plane/identity.ts";
import { layout } from "../../../local/layout.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

const identity = { uid: "5a1e", server: "https://127.0.0.1:20003", recipe: "c0ffee" };

afterEach(removeFolders);

describe("identity of a control plane", () => {
  it("is what was written, and nothing before", () => {
    const paths = layout(newFolder());

    const before = readIdentity(paths, "local");
    writeIdentity(paths, "local", identity);

    expect(before).toBeUndefined();
    expect(readIdentity(paths, "local")).toEqual(identity);
  });

  it.each(["", "{", '{"uid": 1}'])("is refused when it reads %j", (text) => {
    const paths = layout(newFolder());
    writeFile(join(paths.clusters, "local", "identity.json"), text);

    expect(() => readIdentity(paths, "local")).toThrow(
      ".local/clusters/local/identity.json: cannot be read, so nobody knows which control plane the recorded state " +
        "belongs to; node local/cli.ts reset local removes both and the next start makes new ones",
    );
  });

  it("accepts the recorded cluster and refuses another one", () => {
    expectIdentity("local", identity, "5a1e");

    expect(() => {
      expectIdentity("local", identity, "0dd");
    }).toThrow(
      "control plane local: its kube-system UID is 0dd, the recorded one is 5a1e: its data was replaced; " +
        "node local/cli.ts reset local removes both and the next start makes new ones",
    );
  });

  it("refuses a new control plane under the state of a lost one", () => {
    const paths = layout(newFolder());
    expectNoState(paths, "local");
    writeFile(join(paths.states, "local/.pulumi/stacks/intelgraph/local.json"), "{}");

    expect(() => {
      expectNoState(paths, "local");
    }).toThrow(
      "control plane local: is gone, while .local/state/local still lists what was in it; " +
        "node local/cli.ts reset local removes both and the next start makes new ones",
    );
  });
});
