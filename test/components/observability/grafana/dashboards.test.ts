import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import {
  DASHBOARD_UIDS,
  dashboards,
} from "../../../../components/observability/grafana/dashboards.ts";
import { boards, textOf } from "../../../../components/observability/grafana/source/boards.ts";
import { SLO } from "../../../../components/observability/slo.ts";

const folder = join(import.meta.dirname, "../../../../components/observability/grafana/dashboards");

interface Board {
  readonly uid: string;
  readonly editable: boolean;
  readonly templating: { readonly list?: readonly { readonly name: string }[] };
  readonly panels: readonly Panel[];
}
interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; h: number };
  readonly fieldConfig?: {
    readonly defaults: {
      readonly custom?: { readonly thresholdsStyle?: { readonly mode: string } };
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null }[] };
    };
  };
}

const read = (uid: string) =>
  JSON.parse(dashboards().find((one) => one.uid === uid)?.text ?? "{}") as Board;
const panels = DASHBOARD_UIDS.flatMap((uid) =>
  read(uid)
    .panels.filter(({ type }) => type !== "row")
    .map((panel) => ({ uid, panel })),
);

describe("the dashboards", () => {
  it("are what the SDK builds now; else run npm run generate", () => {
    const built = Object.entries(boards()).map(([uid, board]) => [`${uid}.json`, textOf(board)]);
    const committed = readdirSync(folder).map((file) => [
      file,
      readFileSync(join(folder, file), "utf8"),
    ]);

    expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(built));
    expect(Object.keys(boards())).toEqual([...DASHBOARD_UIDS]);
  });

  it("cannot be edited in the browser, and carry no id of one Grafana", () => {
    for (const uid of DASHBOARD_UIDS) {
      expect(read(uid)).toMatchObject({ uid, editable: false });
      expect("id" in read(uid)).toBe(false);
    }
  });

  it("ask the provisioned Prometheus and say what a panel is for", () => {
    for (const { uid, panel } of panels) {
      expect([uid, panel.title, panel.datasource?.uid]).toEqual([uid, panel.title, "prometheus"]);
      expect(panel.description).toMatch(/\.$/);
    }
  });

  it("call no two panels of a dashboard alike and lay none over another", () => {
    for (const uid of DASHBOARD_UIDS) {
      const own = panels.filter((one) => one.uid === uid).map(({ panel }) => panel);
      const places = own.map(({ gridPos: { x, y } }) => `${x} ${y}`);

      expect(new Set(own.map(({ title }) => title)).size).toBe(own.length);
      expect(new Set(places).size).toBe(own.length);
    }
  });

  it("let services be chosen by operationName and draw the objectives as lines", () => {
    const board = read("service-red");
    const linesOf = (title: string) => {
      const { defaults } = board.panels.find((one) => one.title === title)?.fieldConfig ?? {};
      expect(defaults?.custom?.thresholdsStyle?.mode).toBe("dashed");
      return defaults?.thresholds?.steps.map(({ value }) => value);
    };

    expect(board.templating.list?.map(({ name }) => name)).toEqual(["service", "operationName"]);
    expect(linesOf("Duration, 95 %")).toEqual([null, SLO.readMs / 1000, SLO.writeMs / 1000]);
    expect(linesOf("Errors")).toEqual([null, SLO.errorShare]);
  });
});
