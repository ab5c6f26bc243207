import { isRecord } from "../../lib/values.ts";
import { componentsOf } from "./components.ts";

/** How many components stand under which licence, as the file `licences.json` of an image says it. */
export interface LicenceSummary {
  readonly components: number;
  /** By SPDX identifier, expression or name; sorted. */
  readonly licences: Readonly<Record<string, number>>;
  /** Components that name no licence. */
  readonly unnamed: number;
}

/** The licence summary of a CycloneDX document, the same text for the same document. */
export function licenceSummary(bom: unknown): string {
  const components = componentsOf(bom);
  const counts = new Map<string, number>();
  let unnamed = 0;
  for (const component of components) {
    const licence = licenceOf(component["licenses"]);
    if (licence === undefined) unnamed++;
    else counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  const licences = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const summary: LicenceSummary = { components: components.length, licences, unnamed };
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

function licenceOf(licenses: unknown): string | undefined {
  const list: readonly unknown[] = Array.isArray(licenses) ? licenses : [];
  const names = list.flatMap((one) => {
    if (!isRecord(one)) return [];
    const licence = isRecord(one["license"]) ? one["license"] : {};
    const name = one["expression"] ?? licence["id"] ?? licence["name"];
    return typeof name === "string" && name !== "" ? [name] : [];
  });
  return names.length === 0 ? undefined : [...new Set(names)].sort().join(" AND ");
}
