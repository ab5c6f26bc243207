import { ArgoApplication } from "../../../components/delivery/argo-application.ts";
import { argoApplicationFaults } from "../../../components/delivery/argo-application/faults.ts";
import type { ArgoApplicationSettings } from "../../../components/delivery/argo-application/settings.ts";
import {
  applicationSpec,
  finalizersOf,
} from "../../../components/delivery/argo-application/spec.ts";
import { ArgoApplicationSet } from "../../../components/delivery/argo-application-set.ts";
import { record } from "../../support/record.ts";
import { application } from "./settings.ts";

const build = (settings: ArgoApplicationSettings) =>
  record(() => {
    new ArgoApplication("core", { argoCd: "argocd", settings });
  });

describe("ArgoApplication", () => {
  it("delivers a chart of a repository, heals it, and leaves replicas to their autoscaler", async () => {
    const { resources } = await build(application);

    expect(resources[1]).toMatchObject({
      type: "kubernetes:argoproj.io/v1alpha1:Application",
      name: "core-application",
      parent: "core",
      inputs: {
        metadata: {
          name: "core",
          namespace: "argocd",
          finalizers: ["resources-finalizer.argocd.argoproj.io"],
        },
      },
    });
    expect(resources[1]?.inputs["spec"]).toEqual({
      project: "workloads",
      destination: { server: "https://kubernetes.default.svc", namespace: "core" },
      source: {
        repoURL: "https://git.intelgraph.example/intelgraph/charts",
        path: "charts/core",
        targetRevision: "v1.4.0",
        helm: { valueFiles: ["values.prod.yaml"], valuesObject: { replicas: 3 }, skipCrds: true },
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true, allowEmpty: false },
        retry: { limit: 5, backoff: { duration: "5s", factor: 2, maxDuration: "3m" } },
        syncOptions: [
          "ApplyOutOfSyncOnly=false",
          "CreateNamespace=false",
          "FailOnSharedResource=true",
          "PruneLast=true",
          "PrunePropagationPolicy=foreground",
          "RespectIgnoreDifferences=true",
          "ServerSideApply=true",
          "Validate=true",
        ],
      },
      ignoreDifferences: [
        { group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] },
        { group: "argoproj.io", kind: "Rollout", jsonPointers: ["/spec/replicas"] },
      ],
      revisionHistoryLimit: 10,
    });
  });

  it("delivers a chart of a chart repository when a person says so", () => {
    const spec = applicationSpec({
      ...application,
      autoscaled: [],
      source: {
        kind: "chart",
        repository: "https://charts.example/x",
        chart: "x",
        version: "1.2.3",
      },
      sync: { kind: "manual" },
      options: { serverSideApply: false, prunePropagation: "orphan" },
      history: 0,
    });

    expect(spec.source).toEqual({
      repoURL: "https://charts.example/x",
      chart: "x",
      targetRevision: "1.2.3",
    });
    expect(spec.syncPolicy).not.toHaveProperty("automated");
    expect(spec.syncPolicy.syncOptions).toEqual(
      expect.arrayContaining([
        "ServerSideApply=false",
        "PrunePropagationPolicy=orphan",
        "RespectIgnoreDifferences=false",
      ]),
    );
    expect(spec).not.toHaveProperty("ignoreDifferences");
    expect(spec.revisionHistoryLimit).toBe(0);
  });

  it("keeps labels on a namespace, and makes it with them", () => {
    const { syncPolicy } = applicationSpec({
      ...application,
      managedNamespace: { labels: { tier: "a" } },
    });

    expect(syncPolicy).toMatchObject({ managedNamespaceMetadata: { labels: { tier: "a" } } });
    expect(syncPolicy.syncOptions).toContain("CreateNamespace=true");
  });

  it.each([
    ["foreground", ["resources-finalizer.argocd.argoproj.io"]],
    ["background", ["resources-finalizer.argocd.argoproj.io/background"]],
    ["none", []],
  ] as const)("has the finalizers of a cascade %s", (cascade, finalizers) => {
    expect(finalizersOf({ ...application, cascade })).toEqual(finalizers);
  });

  it("says everything that is wrong at once", async () => {
    await expect(
      build({
        ...application,
        source: {
          kind: "git",
          repository: "https://git.example/x",
          path: "../secrets",
          revision: " ",
          helm: { valueFiles: ["https://example.com/values.yaml"] },
        },
        retry: { limit: -2, wait: "soon", factor: 0, longestWait: "" },
        history: 1.5,
      }),
    ).rejects.toThrow(
      [
        "core: 8 faults",
        "  source.revision         is empty; say which is meant",
        '  source.path             is "../secrets"; write a folder inside the repository',
        '  source.helm.valueFiles  holds "https://example.com/values.yaml"; write a file of the repository, which is reviewed with it',
        "  retry.limit             is -2; write a whole number from 0",
        '  retry.wait              is "soon"; write a duration such as 30s',
        '  retry.longestWait       is ""; write a duration such as 30s',
        "  retry.factor            is 0; write a whole number from 1",
        "  history                 is 1.5; write a whole number from 0",
      ].join("\n"),
    );
    expect(argoApplicationFaults(application)).toEqual([]);
  });

  it("retries no longer than who deletes it waits", () => {
    const says = (limit: number) =>
      argoApplicationFaults({
        ...application,
        retry: { limit, wait: "30s", factor: 2, longestWait: "3m" },
      });

    expect(says(4)).toEqual([
      {
        path: "retry",
        says: "waits 540s in all, and who deletes the Application waits with it; stay within 480s",
      },
    ]);
    expect(says(3)).toEqual([]);
  });
});

describe("ArgoApplicationSet", () => {
  const template = { ...application, name: "core-{{ .region }}" };
  const set = (settings: ConstructorParameters<typeof ArgoApplicationSet>[1]["settings"]) =>
    record(() => {
      new ArgoApplicationSet("regions", { argoCd: "argocd", settings });
    });

  it("makes an Application per element, and refuses a hole that none fills", async () => {
    const { resources } = await set({
      name: "regions",
      elements: [{ region: "eu" }, { region: "us" }],
      template,
      applications: "kept",
    });

    expect(resources[1]?.inputs["spec"]).toEqual({
      goTemplate: true,
      goTemplateOptions: ["missingkey=error"],
      generators: [{ list: { elements: [{ region: "eu" }, { region: "us" }] } }],
      syncPolicy: { preserveResourcesOnDeletion: true },
      template: {
        metadata: {
          name: "core-{{ .region }}",
          labels: {
            "app.kubernetes.io/part-of": "intelgraph",
            "app.kubernetes.io/managed-by": "pulumi",
          },
          finalizers: ["resources-finalizer.argocd.argoproj.io"],
        },
        spec: applicationSpec(template),
      },
    });
  });

  it("refuses none, Applications of one name, and what an Application may not be", async () => {
    await expect(
      set({
        name: "regions",
        elements: [],
        template: { ...application, history: -1 },
        applications: "deleted",
      }),
    ).rejects.toThrow(
      [
        "regions: 3 faults",
        "  elements          is empty; name at least one",
        '  template.name     is "core" for every element; put a {{ .key }} of theirs into it',
        "  template.history  is -1; write a whole number from 0",
      ].join("\n"),
    );
  });
});
