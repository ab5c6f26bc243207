import { join } from "node:path";
import { parseArgs } from "node:util";

import { rules } from "../../../policy-packs/all/rules.ts";
import { atAdmission } from "../../../policy-packs/lib/admission-objects.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import { apiServer } from "./api-server.ts";
import { serveCustomKinds } from "./custom-kinds.ts";
import { fareOf } from "./fixtures-at-admission.ts";

const usage = `usage: node test/e2e/support/try-admission.ts [pack or pack/rule] [--kubeconfig FILE]
Shows the fixtures of rules to the API server of a running control plane and prints where its verdict differs.`;

const { values, positionals } = parseArgs({
  options: { kubeconfig: { type: "string" }, help: { type: "boolean" } },
  allowPositionals: true,
});
if (values.help === true) {
  console.log(usage);
  process.exit(0);
}
const kubeconfig = values.kubeconfig ?? join(import.meta.dirname, "../../../.local/kubeconfig");
const api = apiServer(kubeconfig);
await serveCustomKinds(api);
const asked = atAdmission(rules).filter((rule) =>
  positionals.every((name) => rule.pack === name || policyName(rule) === name),
);
const found = await fareOf(api, asked, "default");
for (const { rule, title, outcome, said } of found) {
  if (outcome !== "agrees" && outcome !== "elsewhere")
    console.log(`${outcome}  ${rule}  ${title}\n    ${said}`);
}
const counts = Map.groupBy(found, ({ outcome }) => outcome);
console.log([...counts].map(([outcome, all]) => `${all.length} ${outcome}`).join(", "));
api.close();
