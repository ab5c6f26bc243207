import { judge } from "../../../ops/lib/gate.ts";
import { refusalLines } from "../../../ops/lib/refusal.ts";
import { ran } from "../support/fakes.ts";
import { catalogue, type Recording, recorded } from "../support/recorded.ts";

const screen = { width: 100, paint: (_: string, text: string) => text };
const refused = (name: Recording) => ({
  ...judge(ran(recorded(name), { exit: 1 }), catalogue),
  what: "preview",
  title: "local",
  consequence: "nothing was changed.",
});

describe("refusalLines", () => {
  it("says what was refused, resource by resource, with severity, rule, finding and fix", () => {
    expect(refusalLines(refused("no-limits.preview"), screen)).toEqual([
      "preview refused: 1 violation in 1 resource (local)",
      "",
      "  Deployment fixture-no-limits/api",
      "    high      resource-limits/container-resources",
      '              container "api" does not set resources.limits.cpu, resources.limits.memory',
      "              fix  set resources.requests and resources.limits of that container in the pod template",
      "                   that declares it",
      "",
      "nothing was changed.   rules: docs/policies.md   exceptions: docs/runbooks/waivers.md",
    ]);
  });

  it("says once what several rules cannot tell, with their names and one way on", () => {
    expect(refusalLines(refused("unknown-value.preview"), screen)).toEqual([
      "preview refused: 2 rules cannot tell in 1 resource (local)",
      "",
      "  Deployment fixture-unknown-value/api",
      "    high      2 policies cannot tell",
      '              container "api": spec.template.spec.containers[0].image is not known during preview',
      "              provenance/image-digest, provenance/image-registry",
      "              fix  show the policies what they cannot see: rendered manifests, known and well-formed",
      "                   values; or waive them for this resource",
      "",
      "nothing was changed.   rules: docs/policies.md   exceptions: docs/runbooks/waivers.md",
    ]);
  });

  it("keeps the remedy of a rule that alone cannot tell", () => {
    const [only] = refused("unknown-value.preview").findings;
    const findings = only === undefined ? [] : [only];

    const lines = refusalLines({ ...refused("good.preview"), findings }, screen);

    expect(lines.slice(3, 7)).toEqual([
      `    high      ${only?.policy ?? ""}`,
      '              cannot tell: container "api": spec.template.spec.containers[0].image is not known',
      "              during preview",
      "              fix  write the image as registry/repository@sha256:<digest>, as its release recorded",
    ]);
  });

  it("shows the silence of the packs", () => {
    const silences = ["the rules over the whole stack did not run"];

    expect(refusalLines({ ...refused("good.preview"), silences }, screen)).toEqual([
      "preview refused: the policies did not judge everything (local)",
      "",
      "  the rules over the whole stack did not run",
      "",
      "nothing was changed.   rules: docs/policies.md   exceptions: docs/runbooks/waivers.md",
    ]);
  });

  it("keeps advisory findings apart and names the component", () => {
    const finding = {
      urn: "urn:pulumi:local::p::t::api",
      resource: "Deployment core/api",
      component: "core-api",
      policy: "a/b",
      level: "advisory" as const,
      severity: "low",
      message: "could be better",
      fix: undefined,
      cannotTell: false,
      waived: undefined,
    };
    const strict = { ...finding, level: "mandatory" as const, severity: "critical" };

    const lines = refusalLines({ ...refused("good.preview"), findings: [strict, finding] }, screen);

    expect(lines).toEqual([
      "preview refused: 1 violation in 1 resource (local)",
      "",
      `  Deployment core/api${" ".repeat(37)} in core-api`,
      "    critical  a/b",
      "              could be better",
      "",
      "advisory, shown but not refused:",
      "",
      `  Deployment core/api${" ".repeat(37)} in core-api`,
      "    low       a/b",
      "              could be better",
      "",
      "nothing was changed.   rules: docs/policies.md   exceptions: docs/runbooks/waivers.md",
    ]);
  });
});
