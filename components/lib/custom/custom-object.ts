import type * as pulumi from "@pulumi/pulumi";

import { CustomResource } from "../kubernetes.ts";
import { checked } from "./checked.ts";
import { definitionOf, type LockedKind } from "./definitions.ts";

/** Name, namespace and marks of an object. */
export interface ObjectMetadata {
  readonly name?: pulumi.Input<string> | undefined;
  readonly namespace?: pulumi.Input<string> | undefined;
  readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  readonly finalizers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
}

/**
 * A custom resource that is held to the locked definition of its kind before it is registered: neither a dry run nor the
 * server's admission knows a kind that comes with the same program.
 */
export abstract class CustomObject extends CustomResource {
  /** @throws RunError with every field that the definition refuses */
  constructor(
    locked: LockedKind,
    name: string,
    args: { readonly metadata: ObjectMetadata },
    opts?: pulumi.CustomResourceOptions,
  ) {
    const { apiVersion, kind } = locked;
    const definition = definitionOf(locked);
    const object = { ...args, apiVersion, kind };
    super(name, checked(object, { definition, title: `${kind} ${name}` }) as never, opts);
  }
}
