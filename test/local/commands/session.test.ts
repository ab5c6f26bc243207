import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { renderExports } from "../../../local/commands/env.ts";
import { layout } from "../../../local/layout.ts";
import { inSession, sessionEnvironment } from "../../../local/session.ts";

const paths = layout("/clone");

describe("the session of a cluster", () => {
  it("points everything at the cluster and at this clone, and nothing at the user's settings", () => {
    const { PATH, ...rest } = sessionEnvironment(paths, "local", "5a1e", { PATH: "/usr/bin:/bin" });

    expect(PATH?.split(":")).toEqual([
      "/clone/.local/bin",
      "/clone/node_modules/.bin",
      join(process.execPath, ".."),
      "/usr/bin",
      "/bin",
    ]);
    expect(rest).toEqual({
      PULUMI_HOME: "/clone/.local/pulumi-home",
      PULUMI_BACKEND_URL: "file:///clone/.local/state/local",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/clone/.local/passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      KUBECONFIG: "/clone/.local/clusters/local/kubeconfig",
      KUBECACHEDIR: "/clone/.local/kube-cache",
      INTELGRAPH_CLUSTER_UID: "5a1e",
      GOGC: "400",
    });
  });

  it("is not overruled by what the user has set, and keeps the rest", () => {
    const env = inSession(
      { PULUMI_HOME: "/ours" },
      { PULUMI_HOME: "/theirs", PULUMI_CONFIG_PASSPHRASE: "", PULUMI_STACK: "x", LANG: "C" },
    );

    expect(env).toEqual({ PULUMI_HOME: "/ours", LANG: "C" });
  });

  it("is not doubled when a session is opened in a session", () => {
    const once = sessionEnvironment(paths, "local", "5a1e", { PATH: "/bin" });

    expect(sessionEnvironment(paths, "local", "5a1e", once)).toEqual(once);
  });

  it("is printed so that a shell takes it as it is", () => {
    const lines = renderExports({ NAME: "it's a $HOME `dir`" });

    const printed = execFileSync("sh", ["-c", `${lines.join("\n")}\nprintf %s "$NAME"`], {
      encoding: "utf8",
    });

    expect(lines[0]).toBe("unset PULUMI_CONFIG_PASSPHRASE PULUMI_ACCESS_TOKEN PULUMI_STACK");
    expect(printed).toBe("it's a $HOME `dir`");
  });
});
