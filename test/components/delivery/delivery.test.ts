import { Delivery } from "../../../components/delivery/delivery.ts";
import { deliveryFaults } from "../../../components/delivery/delivery-faults.ts";
import type { DeliverySettings } from "../../../components/delivery/delivery-settings.ts";
import { record } from "../../support/record.ts";
import { analysis, application, delivery, project, single } from "./settings.ts";
import { images, upstream, withoutKinds } from "./upstream.ts";

const artifacts = {
  argoCd: { objects: withoutKinds(upstream.argoCd) },
  argoRollouts: { objects: withoutKinds(upstream.argoRollouts), version: "v1.8.3" },
};
const build = (settings: DeliverySettings) =>
  record(() => {
    const { projects, applications, analyses, argoCd, argoRollouts } = new Delivery("delivery", {
      settings,
      artifacts,
      images,
      retainedBy: undefined,
    });
    const { server } = argoCd;
    return { projects, applications, analyses, server, user: argoRollouts.user };
  });

describe("Delivery", () => {
  it("is the controllers, what fences Applications, and the Applications", async () => {
    const { resources, outputs } = await build(delivery);
    const parts = resources.filter(({ parent }) => parent === "delivery");

    expect(parts.map(({ type, name }) => [type.split(":").at(-1), name])).toEqual([
      ["AnalysisTemplate", "delivery-analysis-core-service-level"],
      ["ArgoApplication", "delivery-application-core"],
      ["ArgoCd", "delivery-argo-cd"],
      ["ArgoProject", "delivery-project-workloads"],
      ["ArgoRollouts", "delivery-argo-rollouts"],
    ]);
    expect(outputs).toEqual({
      projects: ["workloads"],
      applications: ["core"],
      analyses: ["core/service-level"],
      server: "http://argocd-server.argocd.svc:80",
      user: "system:serviceaccount:platform:argo-rollouts",
    });
  });

  it("says everything that is wrong at once, and registers nothing", async () => {
    await expect(
      build({
        ...delivery,
        argoCd: { ...single, access: { ...single.access, deployers: { gone: ["x"] } } },
        projects: [{ ...project, namespaces: ["core", "elsewhere"] }, project],
        applications: [
          { ...application, project: "none" },
          { ...application, name: "b", namespace: "kube-system", managedNamespace: {} },
          {
            ...application,
            name: "c",
            source: {
              kind: "git",
              repository: "https://git.intelgraph.example/intelgraph/a/b",
              path: ".",
              revision: "main",
            },
          },
        ],
        analyses: [{ ...analysis, namespace: "platform", count: 0, failureLimit: -1 }],
      }),
    ).rejects.toThrow(
      [
        "delivery: 12 faults",
        "  argoCd.access.deployers.gone                      names no project; use one of workloads, workloads",
        '  projects                                          has "workloads" twice; names are unique',
        '  projects.workloads.namespaces                     holds "elsewhere", where Argo CD may do nothing; use one of core, predictive',
        '  applications.core.project                         is "none", which is none; use workloads, workloads',
        '  applications.b.namespace                          is "kube-system", where project workloads may not deliver; use one of core, elsewhere',
        "  applications.b.managedNamespace                   asks Argo CD to change a namespace, which belongs to this program; set its labels where the namespace is made",
        '  applications.c.source.repository                  is "https://git.intelgraph.example/intelgraph/a/b", which project workloads does not allow; use one of https://git.intelgraph.example/intelgraph/*',
        "  analyses.platform.service-level.count             is 0; write how many measurements end the analysis, at least 1",
        "  analyses.platform.service-level.failureLimit      is -1 of 0 measurements; write a whole number from 0 that is smaller",
        "  analyses.platform.service-level.inconclusiveLimit is 0 of 0 measurements; write a whole number from 0 that is smaller",
        "  analyses.platform.service-level.errorLimit        is 2 of 0 measurements; write a whole number from 0 that is smaller",
        '  analyses.platform.service-level.namespace         is "platform", where nothing is delivered; use one of core, predictive',
      ]
        .map((line) =>
          line.replace(/ {2,}(\S+) +/, (all, path: string) =>
            all.startsWith("  ") ? `  ${path.padEnd(49)}  ` : all,
          ),
        )
        .join("\n"),
    );
  });

  it("finds nothing wrong with what is right", () => {
    expect(deliveryFaults(delivery)).toEqual([]);
  });
});
