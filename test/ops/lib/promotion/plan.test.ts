import { isSoaked, planOf } from "../../../../ops/lib/promotion/plan.ts";
import type {
  ReleasedService,
  ReleaseFile,
} from "../../../../policy-packs/provenance/release/model.ts";

const now = new Date("2026-11-28T12:00:00Z");
const digest = (byte: string) => byte.repeat(32);
const evidence = (byte: string, scan = "0") => {
  const file = (kind: string, hash: string) => ({
    path: `evidence/${digest(byte)}/${kind}.json`,
    sha256: hash.repeat(64),
  });
  return {
    provenance: file("provenance", "1"),
    sbom: file("sbom", "2"),
    scan: file("scan", scan),
    licences: file("licences", "3"),
  };
};
const service = (byte: string, since: string, scan?: string): ReleasedService => ({
  image: `registry.intelgraph.example/api@sha256:${digest(byte)}`,
  source: { repository: "https://github.com/intelgraph/api", commit: byte.repeat(20) },
  build: "https://github.com/intelgraph/api/actions/runs/1",
  since,
  evidence: evidence(byte, scan),
});
const release = (
  environment: string,
  services: Readonly<Record<string, ReleasedService>>,
): ReleaseFile => ({ $schema: "./release.schema.json", environment, services });
const plan = (
  from: Readonly<Record<string, ReleasedService>>,
  to: Readonly<Record<string, ReleasedService>>,
) => planOf({ from: release("dev", from), to: release("stage", to), soakHours: 24, now });
const brief = ({ changes }: ReturnType<typeof plan>) =>
  changes.map((one) => [one.service, one.change]);

const OLD = "2026-11-01T00:00:00Z";
const NEW = "2026-11-27T12:00:00Z";

describe("the plan of a promotion", () => {
  it("takes over every service of the source, sorted, new to the target from now on", () => {
    const { release: after, changes } = plan(
      { web: service("5c", OLD), api: service("4b", NEW) },
      {},
    );

    expect(after).toEqual(
      release("stage", {
        api: service("4b", now.toISOString()),
        web: service("5c", now.toISOString()),
      }),
    );
    expect(Object.keys(after.services)).toEqual(["api", "web"]);
    expect(changes[0]).toEqual({
      service: "api",
      change: "added",
      image: service("4b", NEW).image,
      commit: "4b".repeat(20),
      soak: { since: NEW, hours: 24, needed: 24 },
    });
  });

  it("says of each service what becomes of it", () => {
    const changed = plan(
      {
        api: service("4b", NEW),
        graph: service("6d", OLD),
        ingest: service("7e", OLD, "9"),
        web: service("5c", OLD),
      },
      {
        api: service("aa", OLD),
        gone: service("bb", OLD),
        graph: service("6d", NEW),
        ingest: service("7e", NEW),
      },
    );

    expect(brief(changed)).toEqual([
      ["api", "updated"],
      ["gone", "removed"],
      ["graph", "same"],
      ["ingest", "evidence"],
      ["web", "added"],
    ]);
    expect(Object.keys(changed.release.services)).toEqual(["api", "graph", "ingest", "web"]);
  });

  it("keeps the day on which the target took an image that stays, and asks for no soak of it", () => {
    const { release: after, changes } = plan(
      { api: service("4b", NEW, "9") },
      { api: service("4b", OLD) },
    );

    expect(after.services["api"]).toEqual(service("4b", OLD, "9"));
    expect(changes[0]?.soak).toBeUndefined();
  });

  it("counts two texts for one content as the same", () => {
    const { since, ...rest } = service("4b", OLD);
    const shuffled = { since, ...Object.fromEntries(Object.entries(rest).reverse()) };

    const changes = brief(plan({ api: shuffled as ReleasedService }, { api: service("4b", NEW) }));

    expect(changes).toEqual([["api", "same"]]);
  });

  it("takes no service for one that merely is called like a part of every object", () => {
    expect(brief(plan({ constructor: service("4b", OLD) }, {}))).toEqual([
      ["constructor", "added"],
    ]);
  });
});

describe("the time that a release has run", () => {
  const at = (since: string, needed = 24) => isSoaked({ since, hours: 0, needed }, now);

  it("is enough from the very hour on", () => {
    expect(at(NEW)).toBe(true);
    expect(at("2026-11-27T12:00:00.001Z")).toBe(false);
  });

  it("is none when it has not begun, or nobody can read when it did", () => {
    expect(at("2026-11-28T12:00:01Z", 0)).toBe(false);
    expect(at("yesterday", 0)).toBe(false);
    expect(at(now.toISOString(), 0)).toBe(true);
  });
});
