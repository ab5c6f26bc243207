import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { decoded } from "../../../../local/controllers/kubelet/cluster-objects.ts";
import { deliver, type Delivery } from "../../../../local/controllers/kubelet/delivery.ts";
import type { Source } from "../../../../local/controllers/kubelet/sources.ts";
import { newFolder, removeFolders, writeScript } from "../../support/folders.ts";

afterEach(removeFolders);

describe("a delivery", () => {
  const open = () => {
    const root = newFolder();
    const folder = join(root, "prometheus");
    const check = writeScript(
      join(root, "check"),
      `grep -q broken "$1" && { echo "error: broken" >&2; exit 1; }; exit 0`,
    );
    let reloads = 0;
    let source: Source | undefined;
    const delivery: Delivery = {
      name: "prometheus",
      folder,
      file: join(folder, "prometheus.yaml"),
      source: () => Promise.resolve(source),
      localize: (text) => `${text} rules in ${folder}/rules`,
      check: [check],
      reload: () => {
        reloads += 1;
        return Promise.resolve();
      },
    };
    const bring = (next: Source | undefined) => {
      source = next;
      return deliver(delivery);
    };
    const text = (path: string) => readFileSync(join(folder, path), "utf8");
    return { folder, bring, text, reloads: () => reloads };
  };

  it("waits for what nobody has generated", async () => {
    const { bring, folder } = open();

    expect(await bring(undefined)).toEqual({ state: "waiting", note: "nothing generated yet" });
    expect(existsSync(folder)).toBe(false);
  });

  it("writes what was generated as it is, and beside it what is loaded", async () => {
    const { bring, text, folder } = open();

    expect(await bring({ main: "a", files: { "rules/x/r.yaml": "r" } })).toEqual({
      state: "delivered",
    });
    expect(text("generated/prometheus.yaml")).toBe("a");
    expect(text("prometheus.yaml")).toBe(`a rules in ${folder}/rules`);
    expect(text("rules/x/r.yaml")).toBe("r");
  });

  it("reloads for a change and only for a change, and takes away what left the cluster", async () => {
    const { bring, folder, reloads } = open();
    await bring({ main: "a", files: { "rules/x/r.yaml": "r" } });
    await bring({ main: "a", files: { "rules/x/r.yaml": "r" } });
    const before = reloads();

    await bring({ main: "a", files: {} });

    expect([before, reloads()]).toEqual([1, 2]);
    expect(existsSync(join(folder, "rules/x/r.yaml"))).toBe(false);
  });

  it("keeps the last good configuration when the program's own check refuses the next", async () => {
    const { bring, text, reloads } = open();
    await bring({ main: "a", files: {} });

    expect(await bring({ main: "broken", files: {} })).toEqual({
      state: "refused",
      note: "prometheus: error: broken",
    });
    expect(text("generated/prometheus.yaml")).toBe("a");
    expect(reloads()).toBe(1);
  });
});

describe("a Secret", () => {
  it("becomes files, those with .gz unpacked", () => {
    const data = {
      "prometheus.yaml.gz": gzipSync("global: {}").toString("base64"),
      "a.tmpl": Buffer.from("t").toString("base64"),
    };

    expect(decoded(data)).toEqual({ "prometheus.yaml": "global: {}", "a.tmpl": "t" });
  });
});
