// Generated from the definition in sealed-secrets v0.32.2 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of SealedSecret. */
export interface SealedSecretArgs extends SealedSecretFields {
  readonly metadata: ObjectMetadata;
}

export interface SealedSecretFields {
  readonly spec: pulumi.Input<{
    readonly data?: pulumi.Input<string> | undefined;
    readonly encryptedData: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
    readonly template?: pulumi.Input<{
      readonly data?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>> | null> | undefined;
      readonly immutable?: pulumi.Input<boolean> | undefined;
      readonly metadata?: pulumi.Input<{
        readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly finalizers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
        readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly name?: pulumi.Input<string> | undefined;
        readonly namespace?: pulumi.Input<string> | undefined;
        readonly [key: string]: unknown;
      } | null> | undefined;
      readonly type?: pulumi.Input<string> | undefined;
    }> | undefined;
  }>;
}
