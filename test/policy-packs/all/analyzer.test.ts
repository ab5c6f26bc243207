import { credentials } from "@grpc/grpc-js";
import analyzerRpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzerProto from "@pulumi/pulumi/proto/analyzer_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";

import { rules } from "../../../policy-packs/all/rules.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import { UNKNOWN } from "../../support/evaluate.ts";
import { container, pod, workload } from "../fixtures/workloads.ts";

const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
const pack = join(import.meta.dirname, "../../../policy-packs/all");
const { MANDATORY } = analyzerProto.EnforcementLevel;

let analyzer: ChildProcess | undefined;
let client: analyzerRpc.AnalyzerClient | undefined;

/** The pack as the engine runs it: a process of its own that prints its port and answers calls. */
beforeAll(async () => {
  const args = [runner, "127.0.0.1:1", pack];
  analyzer = spawn(process.execPath, args, {
    cwd: pack,
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  const [port] = (await once(analyzer.stdout ?? analyzer, "data")) as [Buffer];
  client = new analyzerRpc.AnalyzerClient(
    `127.0.0.1:${port.toString().trim()}`,
    credentials.createInsecure(),
  );
}, 60_000);

afterAll(async () => {
  client?.close();
  analyzer?.kill("SIGKILL");
  if (analyzer?.exitCode === null) await once(analyzer, "exit");
});

/** One call, as a promise. */
function call<T>(
  send: (
    to: analyzerRpc.AnalyzerClient,
    answer: (error: Error | null, response: T) => void,
  ) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (client === undefined) throw new Error("the analyzer did not start");
    send(client, (error, response) => {
      if (error) reject(error);
      else resolve(response);
    });
  });
}

type JavaScript = Parameters<typeof structProto.Struct.fromJavaScript>[0];

function request(type: string, props: object) {
  return new analyzerProto.AnalyzeRequest()
    .setType(type)
    .setName("api")
    .setUrn(`urn:pulumi:test::intelgraph::${type}::api`)
    .setProperties(structProto.Struct.fromJavaScript(props as JavaScript))
    .setOptions(new analyzerProto.AnalyzerResourceOptions());
}

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
      to.analyze(request("kubernetes:apps/v1:Deployment", deployment), answer),
    );

    const unknown =
      'cannot tell: container "api": spec.template.spec.containers[0].image is not known during preview';
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
    ]);
  });

  it("tells the engine which rules do not apply to a resource, and why", async () => {
    const response = await call<analyzerProto.AnalyzeResponse>((to, answer) =>
      to.analyze(request("kubernetes:core/v1:ConfigMap", { data: { a: "1" } }), answer),
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
    const urn = `urn:pulumi:test::intelgraph::${type}::core`;
    const props = { metadata: { name: "core" } };
    const namespace = new analyzerProto.AnalyzerResource()
      .setType(type)
      .setName("core")
      .setUrn(urn)
      .setProperties(structProto.Struct.fromJavaScript(props))
      .setOptions(new analyzerProto.AnalyzerResourceOptions());

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
    expect(new Set(urns)).toEqual(new Set([urn]));
  });
});
