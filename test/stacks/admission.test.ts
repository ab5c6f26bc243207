import { rules } from "../../policy-packs/all/rules.ts";
import { admissionName, atAdmission } from "../../policy-packs/lib/admission-objects.ts";
import { exceptionsToday, provisionAdmission } from "../../stacks/admission.ts";
import { record, type Recorded } from "../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

type Mode = "warn" | "deny";
interface Binding {
  readonly validationActions: readonly string[];
  readonly matchResources: {
    readonly namespaceSelector: {
      readonly matchExpressions: readonly [{ readonly values: readonly string[] }];
    };
  };
}

const RULE = "resource-limits/container-resources";
const waiver = {
  policy: RULE,
  resource: "Deployment core/api",
  reason: "because",
  owner: "graph-team",
  ticket: "INT-42",
  expires: "2026-03-31",
};

async function provisioned(
  mode: Mode,
  now: string,
  environment: "dev" | "prod" = "prod",
): Promise<readonly Recorded[]> {
  const settings = { mode, exempt: ["cert-manager"], controllers: [] };
  const { resources } = await record(() => {
    provisionAdmission(environment, settings, { waivers: [waiver], now: new Date(now) }, {});
  });
  return resources.filter(({ type }) => type.startsWith("kubernetes:"));
}

const bindings = (resources: readonly Recorded[]) =>
  resources.filter(({ type }) => type.endsWith(":ValidatingAdmissionPolicyBinding"));
const specOf = ({ inputs }: Recorded) => inputs["spec"] as Binding;

describe("what an environment asks of its API server", () => {
  it("is every rule that one object is enough for, in the mode of the environment", async () => {
    const mandatory = atAdmission(rules).filter(({ level }) => level === "mandatory");
    for (const [mode, action] of [
      ["deny", "Deny"],
      ["warn", "Warn"],
    ] as const) {
      const found = bindings(await provisioned(mode, "2027-01-01"));

      expect(found).toHaveLength(atAdmission(rules).length);
      const strict = found.filter((one) => specOf(one).validationActions.includes(action));
      expect(strict.length).toBeGreaterThanOrEqual(mandatory.length);
      for (const one of found) expect(specOf(one).validationActions).toContain("Audit");
    }
  });

  it("spares the namespaces of the system and those that the settings name", async () => {
    for (const one of bindings(await provisioned("deny", "2027-01-01"))) {
      const [{ values }] = specOf(one).matchResources.namespaceSelector.matchExpressions;
      expect(values).toEqual(["kube-system", "kube-public", "kube-node-lease", "cert-manager"]);
    }
  });

  it("is made with the settings of that environment", async () => {
    const [dev, prod] = [
      await provisioned("deny", "2027-01-01", "dev"),
      await provisioned("deny", "2027-01-01", "prod"),
    ];

    expect(JSON.stringify(dev)).not.toBe(JSON.stringify(prod));
  });

  it("judges by itself what is waived, until the last day and not a day longer", async () => {
    const name = admissionName(
      rules.find((rule) => rule.name === "container-resources") ?? never(),
    );
    const names = async (now: string) =>
      bindings(await provisioned("deny", now)).map((one) => one.name);

    expect(await names("2026-03-31T23:59:59Z")).toContain(`admission-${name}-waived-binding`);
    expect(await names("2026-04-01")).not.toContain(`admission-${name}-waived-binding`);
  });

  it("follows the committed waivers, which hold no fault", () => {
    const { waivers, now } = exceptionsToday();

    expect(Array.isArray(waivers)).toBe(true);
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(60_000);
  });
});

function never(): never {
  throw new Error("there is no such rule");
}
