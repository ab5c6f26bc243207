import { Config, CustomResource, type Inputs } from "@pulumi/pulumi";

/**
 * Registers exactly `size` Kubernetes objects that the packs accept, as bare resources: no component, no SDK class.
 * The first closes the namespace, then ConfigMaps and Deployments take turns.
 */
const config = new Config();
const size = config.requireNumber("size");
const namespace = config.require("namespace");
const image = `registry.intelgraph.example/pause@sha256:${"ab".repeat(32)}`;

class Bare extends CustomResource {}

function register(token: string, name: string, body: Inputs): void {
  const [, version = ""] = token.split(":");
  const apiVersion = version.replace(/^core\//, "");
  const kind = token.slice(token.lastIndexOf(":") + 1);
  const metadata = { name, namespace };
  new Bare(token, name, { apiVersion, kind, metadata, ...body });
}

const resources = {
  requests: { cpu: "10m", memory: "16Mi", "ephemeral-storage": "16Mi" },
  limits: { cpu: "10m", memory: "16Mi", "ephemeral-storage": "16Mi" },
};

function deployment(name: string): void {
  const labels = { app: name };
  const spec = { containers: [{ name: "main", image, resources }] };
  register("kubernetes:apps/v1:Deployment", name, {
    metadata: { name, namespace, annotations: { "pulumi.com/skipAwait": "true" } },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
    },
  });
}

for (let index = 0; index < size; index += 1) {
  if (index === 0) {
    register("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", {
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
  } else if (index % 2 === 1) {
    register("kubernetes:core/v1:ConfigMap", `data-${index}`, { data: { index: String(index) } });
  } else {
    deployment(`app-${index}`);
  }
}
