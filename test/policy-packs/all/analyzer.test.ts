import analyzerProto from "@pulumi/pulumi/proto/analyzer_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import { join } from "node:path";

import { rules } from "../../../policy-packs/all/rules.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import {
  type Analyzer,
  analyzeRequest as request,
  analyzerResource,
  startAnalyzer,
} from "../../support/analyzer.ts";
import { UNKNOWN } from "../../support/evaluate.ts";
import { container, pod, workload } from "../fixtures/workloads.ts";

const pack = join(import.meta.dirname, "../../../policy-packs/all");
const { MANDATORY } = analyzerProto.EnforcementLevel;

let analyzer: Analyzer | undefined;

beforeAll(async () => {
  analyzer = await startAnalyzer(pack);
}, 60_000);

afterAll(() => analyzer?.stop());

const call: Analyzer["call"] = (send) => {
  if (analyzer === undefined) throw new Error("the analyzer did not start");
  return analyzer.call(send);
};

/** Findings of one pack, so that a rule more or less elsewhere changes nothing here. */
const findingsOf = (response: analyzerProto.AnalyzeResponse, pack: string) =>
  response
    .getDiagnosticsList()
    .filter((one) => one.getPolicyname().startsWith(`${pack}/`))
    .map((one) => [
      one.getPolicyname(),
      one.getEnforcementlevel(),
      one.getMessage().split("\n")[0],
    ]);

describe("the analyzer of all packs", () => {
  it("names every rule to the engine as pack/rule, mandatory, with its remedy", async () => {
    const info = await call<analyzerProto.AnalyzerInfo>((to, answer) =>
      to.getAnalyzerInfo(new emptyProto.Empty(), answer),
    );

    expect(info.getName()).toBe("intelgraph");
    expect(
      info
        .getPoliciesList()
        .map((one) => [one.getName(), one.getEnforcementlevel(), one.getRemediationSteps()]),
    ).toEqual(rules.map((rule) => [policyName(rule), MANDATORY, rule.remediation]));
  });

  it("keeps a rule mandatory that meets an unknown value, and its other findings with it", async () => {
    const deployment = workload(
      "apps/v1",
      "Deployment",
      pod({
        containers: [container({ image: UNKNOWN }), container({ name: "x", image: "nginx" })],
      }),
    );

    const response = await call<analyzerProto.AnalyzeResponse>((to, answer) =>
      to.analyze(request("kubernetes:apps/v1:Deployment", "api", deployment), answer),
    );

    const unknown =
      'cannot tell: container "api": spec.template.spec.containers[0].image is not known during preview';
    const noRelease =
      "cannot tell: no release is named [release-not-named]; set release and trust of this rule in policy-packs/all/config.<env>.json";
    expect(findingsOf(response, "provenance")).toEqual([
      ["provenance/image-digest", MANDATORY, unknown],
      [
        "provenance/image-digest",
        MANDATORY,
        'container "x" uses image "nginx", pinned by no digest',
      ],
      ["provenance/image-registry", MANDATORY, unknown],
      [
        "provenance/image-registry",
        MANDATORY,
        'container "x" uses image "nginx" of docker.io/library/nginx, but no registry is allowed',
      ],
      ["provenance/image-tag", MANDATORY, unknown],
      ...["released-image", "evidence-verifies", "sbom-attached", "scan-fresh"]
        .concat("no-known-vulnerability")
        .map((rule) => [`provenance/${rule}`, MANDATORY, noRelease]),
    ]);
  });

  it("tells the engine which rules do not apply to a resource, and why", async () => {
    const response = await call<analyzerProto.AnalyzeResponse>((to, answer) =>
      to.analyze(request("kubernetes:core/v1:ConfigMap", "api", { data: { a: "1" } }), answer),
    );

    expect(response.getDiagnosticsList()).toEqual([]);
    const judging = ["config", "fields"]
      .map((what) => `secrets/no-credential-${what}`)
      .concat("secrets/no-suspect-literals");
    const reasons = new Map(
      response.getNotApplicableList().map((one) => [one.getPolicyName(), one.getReason()]),
    );
    expect([...reasons.keys()]).toEqual(
      rules
        .filter(({ scope }) => scope === "resource")
        .map(policyName)
        .filter((name) => !judging.includes(name)),
    );
    expect(reasons.get("provenance/image-digest")).toBe("ConfigMap carries no pods");
    expect([...reasons.values()].filter((reason) => reason.trim() === "")).toEqual([]);
  });

  it("attributes a finding about a stack to the resource it is about", async () => {
    const type = "kubernetes:core/v1:Namespace";
    const namespace = analyzerResource(type, "core", { metadata: { name: "core" } });

    const response = await call<analyzerProto.AnalyzeResponse>((to, answer) =>
      to.analyzeStack(
        new analyzerProto.AnalyzeStackRequest().setResourcesList([namespace]),
        answer,
      ),
    );

    expect(findingsOf(response, "network-policies")).toContainEqual([
      "network-policies/default-deny",
      MANDATORY,
      'namespace "core" does not deny Ingress and Egress by default',
    ]);
    const urns = response.getDiagnosticsList().map((one) => one.getUrn());
    expect(new Set(urns)).toEqual(new Set([namespace.getUrn()]));
  });
});
