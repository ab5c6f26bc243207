import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { boards, textOf } from "./source/boards.ts";

// The SDK takes 290 ms to load, so dashboards are built here and not at each preview.
const folder = new URL("dashboards/", import.meta.url);
const built = Object.entries(boards());
for (const file of readdirSync(folder)) {
  if (!built.some(([uid]) => file === `${uid}.json`)) rmSync(new URL(file, folder));
}
for (const [uid, board] of built) {
  writeFileSync(new URL(`${uid}.json`, folder), textOf(board));
  process.stdout.write(`wrote components/observability/grafana/dashboards/${uid}.json\n`);
}
