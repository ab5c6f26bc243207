import * as pulumi from "@pulumi/pulumi";
import { ApplicationSet } from "../crds/application-set.ts";
import type { ArgoApplicationSettings } from "./argo-application/settings.ts";
import { argoApplicationFaults } from "./argo-application/faults.ts";
import { applicationSpec, finalizersOf } from "./argo-application/spec.ts";
import { delivered } from "./lib/delivered.ts";
import { faultIf, refuse } from "./lib/faults.ts";

/** What differs between environments about an ApplicationSet: its elements, and an Application with holes for them. */
export interface ArgoApplicationSetSettings {
  readonly name: string;
  /** One Application each. */
  readonly elements: readonly Readonly<Record<string, string>>[];
  /** An Application whose texts hold `{{ .key }}` of the elements, its name at least. */
  readonly template: ArgoApplicationSettings;
  /** What becomes of the Applications when it is deleted. */
  readonly applications: "deleted" | "kept";
}

export interface ArgoApplicationSetArgs {
  /** Namespace of Argo CD. */
  readonly argoCd: string;
  readonly settings: ArgoApplicationSetSettings;
}

/** Makes one Application per element of a list. A hole that an element does not fill is an error, never an empty text. */
export class ArgoApplicationSet extends pulumi.ComponentResource {
  /** Name of the ApplicationSet. */
  readonly applicationSet: pulumi.Output<string>;

  constructor(name: string, args: ArgoApplicationSetArgs, opts?: pulumi.ComponentResourceOptions) {
    const { argoCd, settings } = args;
    const { elements, template } = settings;
    refuse(name, [
      ...faultIf(elements.length === 0, "elements", "is empty; name at least one"),
      ...faultIf(
        !template.name.includes("{{"),
        "template.name",
        `is "${template.name}" for every element; put a {{ .key }} of theirs into it`,
      ),
      ...argoApplicationFaults(template).map(({ path, says }) => ({
        path: `template.${path}`,
        says,
      })),
    ]);
    super("intelgraph:delivery:ArgoApplicationSet", name, args, opts);

    const { labels } = delivered(settings.name, argoCd);
    new ApplicationSet(
      `${name}-application-set`,
      {
        metadata: delivered(settings.name, argoCd),
        spec: {
          goTemplate: true,
          goTemplateOptions: ["missingkey=error"],
          generators: [{ list: { elements: elements.map((element) => ({ ...element })) } }],
          syncPolicy: { preserveResourcesOnDeletion: settings.applications === "kept" },
          template: {
            metadata: { name: template.name, labels, finalizers: [...finalizersOf(template)] },
            spec: applicationSpec(template),
          },
        },
      },
      { parent: this },
    );
    this.applicationSet = pulumi.output(settings.name);
    this.registerOutputs({ applicationSet: this.applicationSet });
  }
}
