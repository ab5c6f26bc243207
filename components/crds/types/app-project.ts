// Generated from the definition in argo-cd v3.1.16 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of AppProject. */
export interface AppProjectArgs extends AppProjectFields {
  readonly metadata: ObjectMetadata;
}

export interface AppProjectFields {
  readonly spec: pulumi.Input<{
    readonly clusterResourceBlacklist?: pulumi.Input<readonly pulumi.Input<ClusterResourceBlacklist>[]> | undefined;
    readonly clusterResourceWhitelist?: pulumi.Input<readonly pulumi.Input<ClusterResourceBlacklist>[]> | undefined;
    readonly description?: pulumi.Input<string> | undefined;
    readonly destinationServiceAccounts?: pulumi.Input<readonly pulumi.Input<{
      readonly defaultServiceAccount: pulumi.Input<string>;
      readonly namespace?: pulumi.Input<string> | undefined;
      readonly server: pulumi.Input<string>;
    }>[]> | undefined;
    readonly destinations?: pulumi.Input<readonly pulumi.Input<{
      readonly name?: pulumi.Input<string> | undefined;
      readonly namespace?: pulumi.Input<string> | undefined;
      readonly server?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly namespaceResourceBlacklist?: pulumi.Input<readonly pulumi.Input<ClusterResourceBlacklist>[]> | undefined;
    readonly namespaceResourceWhitelist?: pulumi.Input<readonly pulumi.Input<ClusterResourceBlacklist>[]> | undefined;
    readonly orphanedResources?: pulumi.Input<{
      readonly ignore?: pulumi.Input<readonly pulumi.Input<{
        readonly group?: pulumi.Input<string> | undefined;
        readonly kind?: pulumi.Input<string> | undefined;
        readonly name?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly warn?: pulumi.Input<boolean> | undefined;
    }> | undefined;
    readonly permitOnlyProjectScopedClusters?: pulumi.Input<boolean> | undefined;
    readonly roles?: pulumi.Input<readonly pulumi.Input<{
      readonly description?: pulumi.Input<string> | undefined;
      readonly groups?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly jwtTokens?: pulumi.Input<readonly pulumi.Input<{
        readonly exp?: pulumi.Input<number> | undefined;
        readonly iat: pulumi.Input<number>;
        readonly id?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly name: pulumi.Input<string>;
      readonly policies?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    }>[]> | undefined;
    readonly signatureKeys?: pulumi.Input<readonly pulumi.Input<{
      readonly keyID: pulumi.Input<string>;
    }>[]> | undefined;
    readonly sourceNamespaces?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly sourceRepos?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly syncWindows?: pulumi.Input<readonly pulumi.Input<{
      readonly andOperator?: pulumi.Input<boolean> | undefined;
      readonly applications?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly clusters?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly description?: pulumi.Input<string> | undefined;
      readonly duration?: pulumi.Input<string> | undefined;
      readonly kind?: pulumi.Input<string> | undefined;
      readonly manualSync?: pulumi.Input<boolean> | undefined;
      readonly namespaces?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly schedule?: pulumi.Input<string> | undefined;
      readonly timeZone?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
  }>;
}

interface ClusterResourceBlacklist {
  readonly group: pulumi.Input<string>;
  readonly kind: pulumi.Input<string>;
}
