// Generated from the definition in argo-cd v3.1.16 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of ApplicationSet. */
export interface ApplicationSetArgs extends ApplicationSetFields {
  readonly metadata: ObjectMetadata;
}

export interface ApplicationSetFields {
  readonly spec: pulumi.Input<{
    readonly applyNestedSelectors?: pulumi.Input<boolean> | undefined;
    readonly generators: pulumi.Input<readonly pulumi.Input<{
      readonly clusterDecisionResource?: pulumi.Input<ClusterDecisionResource> | undefined;
      readonly clusters?: pulumi.Input<Clusters> | undefined;
      readonly git?: pulumi.Input<Git> | undefined;
      readonly list?: pulumi.Input<List> | undefined;
      readonly matrix?: pulumi.Input<{
        readonly generators: pulumi.Input<readonly pulumi.Input<Generator>[]>;
        readonly template?: pulumi.Input<Template> | undefined;
      }> | undefined;
      readonly merge?: pulumi.Input<{
        readonly generators: pulumi.Input<readonly pulumi.Input<Generator>[]>;
        readonly mergeKeys: pulumi.Input<readonly pulumi.Input<string>[]>;
        readonly template?: pulumi.Input<Template> | undefined;
      }> | undefined;
      readonly plugin?: pulumi.Input<Plugin> | undefined;
      readonly pullRequest?: pulumi.Input<PullRequest> | undefined;
      readonly scmProvider?: pulumi.Input<ScmProvider> | undefined;
      readonly selector?: pulumi.Input<LabelSelector> | undefined;
    }>[]>;
    readonly goTemplate?: pulumi.Input<boolean> | undefined;
    readonly goTemplateOptions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly ignoreApplicationDifferences?: pulumi.Input<readonly pulumi.Input<{
      readonly jqPathExpressions?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly jsonPointers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly name?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly preservedFields?: pulumi.Input<{
      readonly annotations?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly labels?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    }> | undefined;
    readonly strategy?: pulumi.Input<{
      readonly rollingSync?: pulumi.Input<{
        readonly steps?: pulumi.Input<readonly pulumi.Input<{
          readonly matchExpressions?: pulumi.Input<readonly pulumi.Input<{
            readonly key?: pulumi.Input<string> | undefined;
            readonly operator?: pulumi.Input<string> | undefined;
            readonly values?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
          }>[]> | undefined;
          readonly maxUpdate?: pulumi.Input<number | string> | undefined;
        }>[]> | undefined;
      }> | undefined;
      readonly type?: pulumi.Input<string> | undefined;
    }> | undefined;
    readonly syncPolicy?: pulumi.Input<{
      readonly applicationsSync?: pulumi.Input<"create-only" | "create-update" | "create-delete" | "sync"> | undefined;
      readonly preserveResourcesOnDeletion?: pulumi.Input<boolean> | undefined;
    }> | undefined;
    readonly template: pulumi.Input<Template>;
    readonly templatePatch?: pulumi.Input<string> | undefined;
  }>;
}

interface Generator {
  readonly clusterDecisionResource?: pulumi.Input<ClusterDecisionResource> | undefined;
  readonly clusters?: pulumi.Input<Clusters> | undefined;
  readonly git?: pulumi.Input<Git> | undefined;
  readonly list?: pulumi.Input<List> | undefined;
  readonly matrix?: unknown;
  readonly merge?: unknown;
  readonly plugin?: pulumi.Input<Plugin> | undefined;
  readonly pullRequest?: pulumi.Input<PullRequest> | undefined;
  readonly scmProvider?: pulumi.Input<ScmProvider> | undefined;
  readonly selector?: pulumi.Input<LabelSelector> | undefined;
}

interface ScmProvider {
  readonly awsCodeCommit?: pulumi.Input<{
    readonly allBranches?: pulumi.Input<boolean> | undefined;
    readonly region?: pulumi.Input<string> | undefined;
    readonly role?: pulumi.Input<string> | undefined;
    readonly tagFilters?: pulumi.Input<readonly pulumi.Input<{
      readonly key: pulumi.Input<string>;
      readonly value?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
  }> | undefined;
  readonly azureDevOps?: pulumi.Input<{
    readonly accessTokenRef: pulumi.Input<TokenRef>;
    readonly allBranches?: pulumi.Input<boolean> | undefined;
    readonly api?: pulumi.Input<string> | undefined;
    readonly organization: pulumi.Input<string>;
    readonly teamProject: pulumi.Input<string>;
  }> | undefined;
  readonly bitbucket?: pulumi.Input<{
    readonly allBranches?: pulumi.Input<boolean> | undefined;
    readonly appPasswordRef: pulumi.Input<TokenRef>;
    readonly owner: pulumi.Input<string>;
    readonly user: pulumi.Input<string>;
  }> | undefined;
  readonly bitbucketServer?: pulumi.Input<{
    readonly allBranches?: pulumi.Input<boolean> | undefined;
    readonly api: pulumi.Input<string>;
    readonly basicAuth?: pulumi.Input<BasicAuth> | undefined;
    readonly bearerToken?: pulumi.Input<{
      readonly tokenRef: pulumi.Input<TokenRef>;
    }> | undefined;
    readonly caRef?: pulumi.Input<CaRef> | undefined;
    readonly insecure?: pulumi.Input<boolean> | undefined;
    readonly project: pulumi.Input<string>;
  }> | undefined;
  readonly cloneProtocol?: pulumi.Input<string> | undefined;
  readonly filters?: pulumi.Input<readonly pulumi.Input<{
    readonly branchMatch?: pulumi.Input<string> | undefined;
    readonly labelMatch?: pulumi.Input<string> | undefined;
    readonly pathsDoNotExist?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly pathsExist?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly repositoryMatch?: pulumi.Input<string> | undefined;
  }>[]> | undefined;
  readonly gitea?: pulumi.Input<{
    readonly allBranches?: pulumi.Input<boolean> | undefined;
    readonly api: pulumi.Input<string>;
    readonly insecure?: pulumi.Input<boolean> | undefined;
    readonly owner: pulumi.Input<string>;
    readonly tokenRef?: pulumi.Input<TokenRef> | undefined;
  }> | undefined;
  readonly github?: pulumi.Input<{
    readonly allBranches?: pulumi.Input<boolean> | undefined;
    readonly api?: pulumi.Input<string> | undefined;
    readonly appSecretName?: pulumi.Input<string> | undefined;
    readonly organization: pulumi.Input<string>;
    readonly tokenRef?: pulumi.Input<TokenRef> | undefined;
  }> | undefined;
  readonly gitlab?: pulumi.Input<{
    readonly allBranches?: pulumi.Input<boolean> | undefined;
    readonly api?: pulumi.Input<string> | undefined;
    readonly caRef?: pulumi.Input<CaRef> | undefined;
    readonly group: pulumi.Input<string>;
    readonly includeSharedProjects?: pulumi.Input<boolean> | undefined;
    readonly includeSubgroups?: pulumi.Input<boolean> | undefined;
    readonly insecure?: pulumi.Input<boolean> | undefined;
    readonly tokenRef?: pulumi.Input<TokenRef> | undefined;
    readonly topic?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly requeueAfterSeconds?: pulumi.Input<number> | undefined;
  readonly template?: pulumi.Input<Template> | undefined;
  readonly values?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface PullRequest {
  readonly azuredevops?: pulumi.Input<{
    readonly api?: pulumi.Input<string> | undefined;
    readonly labels?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly organization: pulumi.Input<string>;
    readonly project: pulumi.Input<string>;
    readonly repo: pulumi.Input<string>;
    readonly tokenRef?: pulumi.Input<TokenRef> | undefined;
  }> | undefined;
  readonly bitbucket?: pulumi.Input<{
    readonly api?: pulumi.Input<string> | undefined;
    readonly basicAuth?: pulumi.Input<BasicAuth> | undefined;
    readonly bearerToken?: pulumi.Input<{
      readonly tokenRef: pulumi.Input<TokenRef>;
    }> | undefined;
    readonly owner: pulumi.Input<string>;
    readonly repo: pulumi.Input<string>;
  }> | undefined;
  readonly bitbucketServer?: pulumi.Input<{
    readonly api: pulumi.Input<string>;
    readonly basicAuth?: pulumi.Input<BasicAuth> | undefined;
    readonly bearerToken?: pulumi.Input<{
      readonly tokenRef: pulumi.Input<TokenRef>;
    }> | undefined;
    readonly caRef?: pulumi.Input<CaRef> | undefined;
    readonly insecure?: pulumi.Input<boolean> | undefined;
    readonly project: pulumi.Input<string>;
    readonly repo: pulumi.Input<string>;
  }> | undefined;
  readonly filters?: pulumi.Input<readonly pulumi.Input<{
    readonly branchMatch?: pulumi.Input<string> | undefined;
    readonly targetBranchMatch?: pulumi.Input<string> | undefined;
  }>[]> | undefined;
  readonly gitea?: pulumi.Input<{
    readonly api: pulumi.Input<string>;
    readonly insecure?: pulumi.Input<boolean> | undefined;
    readonly labels?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly owner: pulumi.Input<string>;
    readonly repo: pulumi.Input<string>;
    readonly tokenRef?: pulumi.Input<TokenRef> | undefined;
  }> | undefined;
  readonly github?: pulumi.Input<{
    readonly api?: pulumi.Input<string> | undefined;
    readonly appSecretName?: pulumi.Input<string> | undefined;
    readonly labels?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly owner: pulumi.Input<string>;
    readonly repo: pulumi.Input<string>;
    readonly tokenRef?: pulumi.Input<TokenRef> | undefined;
  }> | undefined;
  readonly gitlab?: pulumi.Input<{
    readonly api?: pulumi.Input<string> | undefined;
    readonly caRef?: pulumi.Input<CaRef> | undefined;
    readonly insecure?: pulumi.Input<boolean> | undefined;
    readonly labels?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly project: pulumi.Input<string>;
    readonly pullRequestState?: pulumi.Input<string> | undefined;
    readonly tokenRef?: pulumi.Input<TokenRef> | undefined;
  }> | undefined;
  readonly requeueAfterSeconds?: pulumi.Input<number> | undefined;
  readonly template?: pulumi.Input<Template> | undefined;
  readonly values?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface CaRef {
  readonly configMapName: pulumi.Input<string>;
  readonly key: pulumi.Input<string>;
}

interface BasicAuth {
  readonly passwordRef: pulumi.Input<TokenRef>;
  readonly username: pulumi.Input<string>;
}

interface TokenRef {
  readonly key: pulumi.Input<string>;
  readonly secretName: pulumi.Input<string>;
}

interface Plugin {
  readonly configMapRef: pulumi.Input<{
    readonly name: pulumi.Input<string>;
  }>;
  readonly input?: pulumi.Input<{
    readonly parameters?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
  }> | undefined;
  readonly requeueAfterSeconds?: pulumi.Input<number> | undefined;
  readonly template?: pulumi.Input<Template> | undefined;
  readonly values?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface List {
  readonly elements?: pulumi.Input<readonly pulumi.Input<unknown>[]> | undefined;
  readonly elementsYaml?: pulumi.Input<string> | undefined;
  readonly template?: pulumi.Input<Template> | undefined;
}

interface Git {
  readonly directories?: pulumi.Input<readonly pulumi.Input<Directory>[]> | undefined;
  readonly files?: pulumi.Input<readonly pulumi.Input<Directory>[]> | undefined;
  readonly pathParamPrefix?: pulumi.Input<string> | undefined;
  readonly repoURL: pulumi.Input<string>;
  readonly requeueAfterSeconds?: pulumi.Input<number> | undefined;
  readonly revision: pulumi.Input<string>;
  readonly template?: pulumi.Input<Template> | undefined;
  readonly values?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface Directory {
  readonly exclude?: pulumi.Input<boolean> | undefined;
  readonly path: pulumi.Input<string>;
}

interface Clusters {
  readonly flatList?: pulumi.Input<boolean> | undefined;
  readonly selector?: pulumi.Input<LabelSelector> | undefined;
  readonly template?: pulumi.Input<Template> | undefined;
  readonly values?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface ClusterDecisionResource {
  readonly configMapRef: pulumi.Input<string>;
  readonly labelSelector?: pulumi.Input<LabelSelector> | undefined;
  readonly name?: pulumi.Input<string> | undefined;
  readonly requeueAfterSeconds?: pulumi.Input<number> | undefined;
  readonly template?: pulumi.Input<Template> | undefined;
  readonly values?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface Template {
  readonly metadata: pulumi.Input<{
    readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
    readonly finalizers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
    readonly name?: pulumi.Input<string> | undefined;
    readonly namespace?: pulumi.Input<string> | undefined;
  }>;
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
      readonly retry?: pulumi.Input<{
        readonly backoff?: pulumi.Input<{
          readonly duration?: pulumi.Input<string> | undefined;
          readonly factor?: pulumi.Input<number> | undefined;
          readonly maxDuration?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly limit?: pulumi.Input<number> | undefined;
      }> | undefined;
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

interface Info {
  readonly name: pulumi.Input<string>;
  readonly value: pulumi.Input<string>;
}

interface LabelSelector {
  readonly matchExpressions?: pulumi.Input<readonly pulumi.Input<{
    readonly key: pulumi.Input<string>;
    readonly operator: pulumi.Input<string>;
    readonly values?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  }>[]> | undefined;
  readonly matchLabels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}
