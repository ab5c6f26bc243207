import { readArtifacts } from "../../../../lib/artifacts/lock.ts";
import { artifactObjects } from "../../../../lib/artifacts/objects.ts";
import { retagged } from "../../../../components/lib/install/images.ts";
import { inNamespace } from "../../../../components/lib/install/in-namespace.ts";
import { installObjects } from "../../../../components/lib/install/install-objects.ts";
import { transformed } from "../../../../components/lib/install/transform.ts";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../../support/record.ts";

jest.setTimeout(120_000);

test("x", async () => {
  const lock = readArtifacts();
  const t = performance.now();
  const { resources } = await record(() => {
    const parent = new pulumi.ComponentResource("test:index:Box", "box");
    const out = installObjects("argo-cd", transformed(artifactObjects(lock, "argo-cd", "install"), inNamespace("argocd")), { parent, retainCrds: true });
    installObjects("rollouts", transformed(artifactObjects(lock, "argo-rollouts", "install"), inNamespace("platform"), retagged("quay.io/argoproj/argo-rollouts", "latest", "v1.8.3")), { parent, retainCrds: true });
    installObjects("po", transformed(artifactObjects(lock, "prometheus-operator", "bundle"), inNamespace("platform")), { parent, retainCrds: true });
    installObjects("ss", artifactObjects(lock, "sealed-secrets", "crds/sealed-secret"), { parent, retainCrds: true });
    void out;
  });
  process.stderr.write(`${resources.length} ${performance.now() - t}\n${resources.map((r) => r.name).join("\n")}\n`);
  process.stderr.write(JSON.stringify(resources.filter((r)=>r.type.includes("ClusterRoleBinding")).map(r=>[r.name,(r.inputs as any).subjects])));
});
