// Generated from the definition in sealed-secrets v0.32.2 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { SealedSecretArgs } from "./types/sealed-secret.ts";

const locked = {
  artifact: "sealed-secrets",
  file: "crds/sealed-secret",
  apiVersion: "bitnami.com/v1alpha1",
  kind: "SealedSecret",
} as const;

/** A SealedSecret as sealed-secrets v0.32.2 defines it. @throws RunError with every field that the definition refuses */
export class SealedSecret extends CustomObject {
  constructor(name: string, args: SealedSecretArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
