import { z } from "zod";

const address = z.string().describe("Address within the cluster.");

/** What deploy jobs, dashboards and people need to know of the controllers. No secret is in here. */
export const platformOutputs = z.strictObject({
  argoCd: z.strictObject({
    namespace: z.string(),
    server: address,
    url: z.string().describe("Address for people; empty when it has none."),
    projects: z.array(z.string()),
    applications: z.array(z.string()).describe("Names of its Applications."),
  }),
  argoRollouts: z.strictObject({
    namespace: z.string(),
    analyses: z.array(z.string()).describe("Templates that Rollouts may name, as namespace/name."),
  }),
  sealing: z.strictObject({
    namespace: z.string(),
    controller: z.string().describe("Deployment and Service of the controller."),
    certificate: z.string().describe("Public: what kubeseal seals with, PEM."),
    fingerprint: z.string().describe("SHA-256 of the certificate."),
    notAfter: z.iso.datetime().describe("Nothing may be sealed with it later."),
    secrets: z.array(z.string()).describe("What is sealed, as namespace/name."),
  }),
  observability: z.strictObject({
    namespace: z.string(),
    endpoints: z.strictObject({
      prometheus: address,
      alertmanager: address,
      grafana: address,
      otlpGrpc: z.string().describe("host:port of the gateways, OTLP over gRPC."),
      otlpHttp: z.string().describe("OTLP over HTTP."),
      otlpNodeGrpc: z.string().describe("The same at the agent of the own node."),
      otlpNodeHttp: z.string(),
    }),
    dashboards: z.array(z.strictObject({ uid: z.string(), title: z.string() })),
  }),
});
