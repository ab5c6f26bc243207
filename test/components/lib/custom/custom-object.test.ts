import * as pulumi from "@pulumi/pulumi";

import { Application } from "../../../../components/crds/application.ts";
import { judgedAt } from "../../../../components/lib/custom/checked.ts";
import { definitionOf } from "../../../../components/lib/custom/definitions.ts";
import { record } from "../../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const spec = {
  project: "core",
  source: { repoURL: "https://git.example.com/charts", path: "core" },
  destination: { server: "https://kubernetes.default.svc", namespace: "core" },
};
const metadata = { name: "core", namespace: "argocd" };
const locked = {
  ...{ artifact: "argo-cd", file: "crds/application" },
  ...{ apiVersion: "argoproj.io/v1alpha1", kind: "Application" },
};

describe("a custom resource", () => {
  it("is registered as it was given", async () => {
    const { resources } = await record(() => new Application("core", { metadata, spec }));

    expect(resources).toEqual([
      {
        type: "kubernetes:argoproj.io/v1alpha1:Application",
        name: "core",
        parent: undefined,
        protect: false,
        provider: undefined,
        inputs: { apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata, spec },
      },
    ]);
  });

  it("is refused before anything is registered, with every fault on a line of its own", async () => {
    const wrong = { ...spec, projct: "core", source: { ...spec.source, targetRevision: 1 } };
    const program = () => new Application("core", { metadata, spec: wrong as never });

    await expect(record(program)).rejects.toThrow(
      new pulumi.RunError(
        [
          "Application core: spec.projct: unknown field; did you mean project?",
          "Application core: spec.source.targetRevision: is number, must be string",
        ].join("\n"),
      ),
    );
  });

  it("takes outputs where they stand, secrets as secrets", async () => {
    const { resources } = await record(
      () =>
        new Application("core", {
          metadata,
          spec: {
            ...spec,
            project: pulumi.output("core"),
            source: { ...spec.source, targetRevision: pulumi.secret("v1") },
          },
        }),
    );

    expect(resources[0]?.inputs).toMatchObject({
      spec: { project: "core", source: { path: "core", targetRevision: "[secret]" } },
    });
  });

  it("judges what an output turns out to be, where it stands", () => {
    const object = {
      ...{ apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata },
      spec: { ...spec, source: pulumi.output({}), syncPolicy: pulumi.output({}) },
    };
    const judged = { definition: definitionOf(locked), title: "Application core" };
    const judge = judgedAt(["spec", "syncPolicy"], object, judged);
    const good = { automated: { prune: true } };

    expect(judge(good)).toBe(good);
    expect(() => judge({ automated: { prune: "yes" } })).toThrow(
      new pulumi.RunError(
        "Application core: spec.syncPolicy.automated.prune: is string, must be boolean",
      ),
    );
  });

  it("says what is wrong with its definition as one line", () => {
    expect(() => definitionOf({ ...locked, file: "crds/none" })).toThrow(
      new pulumi.RunError(
        'artifacts/lock.json: has no file of argo-cd "crds/none"; known: install, ha/install, crds/application, crds/applicationset, crds/appproject',
      ),
    );
  });
});
