import { rmSync, writeFileSync } from "node:fs";

import { rules } from "../../policy-packs/all/rules.ts";
import { admissionName, atAdmission } from "../../policy-packs/lib/admission-objects.ts";
import { exceptionsToday, provisionAdmission } from "../../stacks/admission.ts";
import { releaseFixture, type ReleaseFixture } from "../support/release.ts";
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
const RELEASED = "provenance/released-image";
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
  // What is released has dates of its own; it is asked for below.
  const exceptions = { waivers: [waiver], now: new Date(now), settings: { [RELEASED]: {} } };
  const { resources } = await record(() => {
    provisionAdmission(environment, settings, exceptions, {});
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

  describe("of the images that are released", () => {
    let release: ReleaseFixture;
    const asked = async (settings: object, now = release.now) => {
      const exceptions = { waivers: [], now, settings: { [RELEASED]: { ...settings } } };
      const { resources } = await record(() => {
        provisionAdmission("prod", { mode: "deny", exempt: [], controllers: [] }, exceptions, {});
      });
      const policy = resources.find(
        ({ name }) => name === "admission-intelgraph-provenance-released-image",
      );
      return JSON.stringify(policy?.inputs);
    };
    const named = () => ({ release: release.release, trust: release.trust });

    beforeEach(() => {
      release = releaseFixture({ services: ["api", "web"] });
    });

    afterEach(() => {
      release.dispose();
    });

    it("is the list of those that verify, also by the names of mirrors", async () => {
      const mirrors = ["mirror.example/hub=registry.intelgraph.example"];

      const policy = await asked({ ...named(), mirrors });

      for (const image of Object.values(release.images)) {
        expect(policy).toContain(image);
        expect(policy).toContain(
          image.replace("registry.intelgraph.example", "mirror.example/hub"),
        );
      }
      expect(policy).toContain("an image is not in the release of prod");
    });

    it("is nothing where no release is named, and where it names nothing", async () => {
      release.edit((file) => ({ ...file, services: {} }));

      for (const settings of [{}, named()]) {
        const policy = await asked(settings);

        expect(policy).not.toContain("@sha256:8");
        expect(policy).toContain("&& false)");
      }
    });

    it("changes nothing, rather than to shut out what runs, when an image no longer verifies", async () => {
      writeFileSync(release.evidence("web", "provenance"), "{}");

      await expect(asked(named())).rejects.toThrow(
        /^admission: image registry\.intelgraph\.example\/web@sha256:\S+: .* \[evidence-changed\]; restore it from git$/,
      );
    });

    it("changes nothing under a trust root that is too old, or without a release file", async () => {
      release.editTrust((file) => ({ ...file, root: { ...file.root, asOf: "2025-01-01" } }));
      await expect(asked(named())).rejects.toThrow(
        /^admission: release of prod: the trust root is of 2025-01-01, .* \[trust-root-stale\]/,
      );

      rmSync(release.release);
      await expect(
        asked({ ...named(), mirrors: [] }, new Date(release.now.getTime() + 60_000)),
      ).rejects.toThrow(/^admission: release of prod: .* \[release-missing\]/);
    });

    it("stays as it was when only a scan has become too old: what runs may run on", async () => {
      const policy = await asked(named(), new Date(release.now.getTime() + 30 * 86_400_000));

      expect(policy).toContain(release.images["api"]);
    });
  });
});

function never(): never {
  throw new Error("there is no such rule");
}
