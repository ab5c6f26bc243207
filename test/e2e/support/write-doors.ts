import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { apiServer } from "./api-server.ts";
import { serveCustomKinds } from "./custom-kinds.ts";
import { countsOf, fareOfAll, faults, runMutants } from "./door-counts.ts";

const usage = `usage: node test/e2e/support/write-doors.ts [--kubeconfig FILE]
Shows all fixtures and their mutants to the API server of a running control plane that holds no admission policies, and
writes test/contracts/doors.json. Then: node policy-packs/docs.ts.`;

const root = join(import.meta.dirname, "../../..");
const { values } = parseArgs({
  options: { kubeconfig: { type: "string" }, help: { type: "boolean" } },
});
if (values.help === true) {
  console.log(usage);
  process.exit(0);
}
const api = apiServer(values.kubeconfig ?? join(root, ".local/kubeconfig"));
await serveCustomKinds(api);
const fared = await fareOfAll(api, "default");
const mutants = await runMutants(api, "default");
const wrong = faults(fared, mutants);
for (const line of wrong) console.error(line);
if (wrong.length === 0) {
  const text = JSON.stringify(countsOf(fared, mutants), undefined, 2);
  writeFileSync(join(root, "test/contracts/doors.json"), `${text}\n`);
}
api.close();
process.exitCode = wrong.length === 0 ? 0 : 1;
