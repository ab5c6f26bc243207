import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";

import { controllersOf } from "../../../local/controllers/controllers.ts";
import type { Place } from "../../../local/controllers/place.ts";
import { prepare, type ToolReady } from "../../../local/controllers/prepare.ts";
import { readStarted, wasStarted, writeStarted } from "../../../local/controllers/started.ts";
import { newFolder, removeFolders, writeScript } from "../support/folders.ts";
import { place as elsewhere } from "./support.ts";

afterEach(removeFolders);

/** A cluster's folder, and programs for Prometheus, in a folder that the version names. */
function cluster() {
  const home = newFolder();
  const cache = newFolder();
  const place: Place = {
    ...elsewhere,
    home,
    folder: join(home, "controllers"),
    git: join(home, "git"),
  };
  const programIn = (tool: string, name: string) => {
    const path = join(cache, tool, name);
    return existsSync(path) ? path : writeScript(path, name);
  };
  const built = (tool: string, version: string, ...programs: readonly string[]): ToolReady => ({
    version,
    binaries: Object.fromEntries(
      programs.map((name) => [name, programIn(`${tool}-${version}`, name)]),
    ),
  });
  const host = { gitDaemon: undefined, namespaces: true };
  const chosen = (at: Place) =>
    controllersOf(at).filter(({ name }) => ["kubelet-stand-in", "prometheus"].includes(name));
  const prepared = (version = "3.7.0", at = place) =>
    prepare(
      [
        built("process-compose", "1.64.1", "process-compose"),
        built("helm", "4.2.0", "helm"),
        built("prometheus", version, "prometheus", "promtool"),
      ],
      at,
      chosen(at),
      host,
    );
  const prometheus = join(cache, "prometheus-3.7.0", "prometheus");
  return { place, prepared, prometheus };
}

describe("what processes are started from", () => {
  it("is the same as long as nothing is different, and only once it was started", () => {
    const { prepared } = cluster();

    const before = wasStarted(prepared());
    const first = prepared();
    writeStarted(first);

    expect([before, wasStarted(prepared())]).toEqual([false, true]);
    expect(Object.keys(first.programs).sort()).toEqual([
      ...["helm", "kubelet-stand-in", "process-compose", "prometheus"],
    ]);
  });

  it("is other with another version of a tool, though every link is called the same", () => {
    const { place, prepared } = cluster();
    const compose = () => readFileSync(join(place.folder, "compose.json"), "utf8");
    writeStarted(prepared("3.7.0"));
    const before = compose();

    const next = prepared("3.8.0");

    expect(compose()).toBe(before);
    expect(wasStarted(next)).toBe(false);
    // Until it is started, what runs is the old one.
    expect(readStarted(place.folder)?.programs["prometheus"]?.version).toBe("3.7.0");
    writeStarted(next);
    expect(readStarted(place.folder)?.programs["prometheus"]?.version).toBe("3.8.0");
  });

  it("is other when another file has taken the place of a program", () => {
    const { prepared, prometheus } = cluster();
    const first = prepared();
    writeStarted(first);

    writeScript(prometheus, "of another build");

    expect(wasStarted(prepared())).toBe(false);
    expect(first.programs["prometheus"]).toMatchObject({ path: prometheus, version: "3.7.0" });
    expect(first.programs["kubelet-stand-in"]?.path).toBe(realpathSync(process.execPath));
  });

  it("is other with other code of the stand-in, and with another configuration", () => {
    const { place, prepared } = cluster();
    const first = prepared();
    writeStarted(first);
    const ports = { ...place.ports, prometheus: 30_000 };

    expect(wasStarted({ ...first, standIn: "other" })).toBe(false);
    expect(wasStarted(prepared("3.7.0", { ...place, ports }))).toBe(false);
  });

  it("is not known when its record is gone or damaged", () => {
    const { place, prepared } = cluster();
    const first = prepared();
    writeStarted(first);
    rmSync(join(place.folder, "started.json"));

    expect(wasStarted(first)).toBe(false);
    expect(readStarted(place.folder)).toBeUndefined();
  });
});
