// Generated from the definition in argo-cd v3.1.16 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of Application. */
export interface ApplicationArgs extends ApplicationFields {
  readonly metadata: ObjectMetadata;
}

export interface ApplicationFields {
  readonly operation?: pulumi.Input<{
    readonly info?: pulumi.Input<readonly pulumi.Input<Info>[]> | undefined;
    readonly initiatedBy?: pulumi.Input<{
      readonly automated?: pulumi.Input<boolean> | undefined;
      readonly username?: pulumi.Input<string> | undefined;
    }> | undefined;
    readonly retry?: pulumi.Input<Retry> | undefined;
    readonly sync?: pulumi.Input<{
      readonly autoHealAttemptsCount?: pulumi.Input<number> | undefined;
      readonly dryRun?: pulumi.Input<boolean> | undefined;
      readonly manifests?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly prune?: pulumi.Input<boolean> | undefined;
      readonly resources?: pulumi.Input<readonly pulumi.Input<{
        readonly group?: pulumi.Input<string> | undefined;
        readonly kind: pulumi.Input<string>;
        readonly name: pulumi.Input<string>;
        readonly namespace?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly revision?: pulumi.Input<string> | undefined;
      readonly revisions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly source?: pulumi.Input<Source> | undefined;
      readonly sources?: pulumi.Input<readonly pulumi.Input<Source>[]> | undefined;
      readonly syncOptions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly syncStrategy?: pulumi.Input<{
        readonly apply?: pulumi.Input<{
          readonly force?: pulumi.Input<boolean> | undefined;
        }> | undefined;
        readonly hook?: pulumi.Input<{
          readonly force?: pulumi.Input<boolean> | undefined;
        }> | undefined;
      }> | undefined;
    }> | undefined;
  }> | undefined;
  readonly spec: pulumi.Input<{
    readonly destination: pulumi.Input<{
      readonly name?: pulumi.Input<string> | undefined;
      readonly namespace?: pulumi.Input<string> | undefined;
      readonly server?: pulumi.Input<string> | undefined;
    }>;
    readonly ignoreDifferences?: pulumi.Input<readonly pulumi.Input<{
      readonly group?: pulumi.Input<string> | undefined;
      readonly jqPathExpressions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly jsonPointers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly kind: pulumi.Input<string>;
      readonly managedFieldsManagers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly name?: pulumi.Input<string> | undefined;
      readonly namespace?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly info?: pulumi.Input<readonly pulumi.Input<Info>[]> | undefined;
    readonly project: pulumi.Input<string>;
    readonly revisionHistoryLimit?: pulumi.Input<number> | undefined;
    readonly source?: pulumi.Input<Source> | undefined;
    readonly sourceHydrator?: pulumi.Input<{
      readonly drySource: pulumi.Input<{
        readonly path: pulumi.Input<string>;
        readonly repoURL: pulumi.Input<string>;
        readonly targetRevision: pulumi.Input<string>;
      }>;
      readonly hydrateTo?: pulumi.Input<{
        readonly targetBranch: pulumi.Input<string>;
      }> | undefined;
      readonly syncSource: pulumi.Input<{
        readonly path: pulumi.Input<string>;
        readonly targetBranch: pulumi.Input<string>;
      }>;
    }> | undefined;
    readonly sources?: pulumi.Input<readonly pulumi.Input<Source>[]> | undefined;
    readonly syncPolicy?: pulumi.Input<{
      readonly automated?: pulumi.Input<{
        readonly allowEmpty?: pulumi.Input<boolean> | undefined;
        readonly enabled?: pulumi.Input<boolean> | undefined;
        readonly prune?: pulumi.Input<boolean> | undefined;
        readonly selfHeal?: pulumi.Input<boolean> | undefined;
      }> | undefined;
      readonly managedNamespaceMetadata?: pulumi.Input<{
        readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
      }> | undefined;
      readonly retry?: pulumi.Input<Retry> | undefined;
      readonly syncOptions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    }> | undefined;
  }>;
}

interface Source {
  readonly chart?: pulumi.Input<string> | undefined;
  readonly directory?: pulumi.Input<{
    readonly exclude?: pulumi.Input<string> | undefined;
    readonly include?: pulumi.Input<string> | undefined;
    readonly jsonnet?: pulumi.Input<{
      readonly extVars?: pulumi.Input<readonly pulumi.Input<ExtVar>[]> | undefined;
      readonly libs?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly tlas?: pulumi.Input<readonly pulumi.Input<ExtVar>[]> | undefined;
    }> | undefined;
    readonly recurse?: pulumi.Input<boolean> | undefined;
  }> | undefined;
  readonly helm?: pulumi.Input<{
    readonly apiVersions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly fileParameters?: pulumi.Input<readonly pulumi.Input<{
      readonly name?: pulumi.Input<string> | undefined;
      readonly path?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly ignoreMissingValueFiles?: pulumi.Input<boolean> | undefined;
    readonly kubeVersion?: pulumi.Input<string> | undefined;
    readonly namespace?: pulumi.Input<string> | undefined;
    readonly parameters?: pulumi.Input<readonly pulumi.Input<{
      readonly forceString?: pulumi.Input<boolean> | undefined;
      readonly name?: pulumi.Input<string> | undefined;
      readonly value?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly passCredentials?: pulumi.Input<boolean> | undefined;
    readonly releaseName?: pulumi.Input<string> | undefined;
    readonly skipCrds?: pulumi.Input<boolean> | undefined;
    readonly skipSchemaValidation?: pulumi.Input<boolean> | undefined;
    readonly skipTests?: pulumi.Input<boolean> | undefined;
    readonly valueFiles?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly values?: pulumi.Input<string> | undefined;
    readonly valuesObject?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
    readonly version?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly kustomize?: pulumi.Input<{
    readonly apiVersions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly commonAnnotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
    readonly commonAnnotationsEnvsubst?: pulumi.Input<boolean> | undefined;
    readonly commonLabels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
    readonly components?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly forceCommonAnnotations?: pulumi.Input<boolean> | undefined;
    readonly forceCommonLabels?: pulumi.Input<boolean> | undefined;
    readonly ignoreMissingComponents?: pulumi.Input<boolean> | undefined;
    readonly images?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly kubeVersion?: pulumi.Input<string> | undefined;
    readonly labelIncludeTemplates?: pulumi.Input<boolean> | undefined;
    readonly labelWithoutSelector?: pulumi.Input<boolean> | undefined;
    readonly namePrefix?: pulumi.Input<string> | undefined;
    readonly nameSuffix?: pulumi.Input<string> | undefined;
    readonly namespace?: pulumi.Input<string> | undefined;
    readonly patches?: pulumi.Input<readonly pulumi.Input<{
      readonly options?: pulumi.Input<Readonly<Record<string, pulumi.Input<boolean>>>> | undefined;
      readonly patch?: pulumi.Input<string> | undefined;
      readonly path?: pulumi.Input<string> | undefined;
      readonly target?: pulumi.Input<{
        readonly annotationSelector?: pulumi.Input<string> | undefined;
        readonly group?: pulumi.Input<string> | undefined;
        readonly kind?: pulumi.Input<string> | undefined;
        readonly labelSelector?: pulumi.Input<string> | undefined;
        readonly name?: pulumi.Input<string> | undefined;
        readonly namespace?: pulumi.Input<string> | undefined;
        readonly version?: pulumi.Input<string> | undefined;
      }> | undefined;
    }>[]> | undefined;
    readonly replicas?: pulumi.Input<readonly pulumi.Input<{
      readonly count: pulumi.Input<number | string>;
      readonly name: pulumi.Input<string>;
    }>[]> | undefined;
    readonly version?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly name?: pulumi.Input<string> | undefined;
  readonly path?: pulumi.Input<string> | undefined;
  readonly plugin?: pulumi.Input<{
    readonly env?: pulumi.Input<readonly pulumi.Input<Info>[]> | undefined;
    readonly name?: pulumi.Input<string> | undefined;
    readonly parameters?: pulumi.Input<readonly pulumi.Input<{
      readonly array?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly map?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
      readonly name?: pulumi.Input<string> | undefined;
      readonly string?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
  }> | undefined;
  readonly ref?: pulumi.Input<string> | undefined;
  readonly repoURL: pulumi.Input<string>;
  readonly targetRevision?: pulumi.Input<string> | undefined;
}

interface ExtVar {
  readonly code?: pulumi.Input<boolean> | undefined;
  readonly name: pulumi.Input<string>;
  readonly value: pulumi.Input<string>;
}

interface Retry {
  readonly backoff?: pulumi.Input<{
    readonly duration?: pulumi.Input<string> | undefined;
    readonly factor?: pulumi.Input<number> | undefined;
    readonly maxDuration?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly limit?: pulumi.Input<number> | undefined;
}

interface Info {
  readonly name: pulumi.Input<string>;
  readonly value: pulumi.Input<string>;
}
