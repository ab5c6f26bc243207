import * as pulumi from "@pulumi/pulumi";

import type { Case, Manifest } from "./cases.ts";

/** Where the resources go. */
export interface Target {
  readonly kubeconfig: string;
  readonly context: string;
}

/** The version of the plugin that is asked for: the one the locked SDK belongs to. */
const version = "4.34.2";

/** The logical name of a case's resource: position in the list and nothing else, so that auto-names stay short. */
export const resourceName = (index: number): string => `x${index}`;

/** The type token of an object: `kubernetes:apps/v1:Deployment`. */
export function tokenOf({ apiVersion, kind }: Manifest): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/**
 * A program with one resource per case, in its version of before or after. Cases without that version are left out, and
 * those that `chosen` says no to.
 */
export function program(
  cases: readonly Case[],
  side: "before" | "after",
  target: Target,
  chosen: (one: Case) => boolean = () => true,
): () => Promise<void> {
  return () => {
    const providers = new Map<string, pulumi.ProviderResource>();
    cases.forEach((one, index) => {
      const manifest = one[side];
      if (manifest === undefined || !chosen(one)) return;
      const provider = providerFor(one.provider ?? {}, providers, target);
      const options = { ...one.resourceOptions, provider, version };
      new KubernetesObject(tokenOf(manifest), resourceName(index), { ...manifest }, options);
    });
    return Promise.resolve();
  };
}

/** Cases with the same provider arguments share a provider. */
function providerFor(
  args: Readonly<Record<string, unknown>>,
  providers: Map<string, pulumi.ProviderResource>,
  target: Target,
): pulumi.ProviderResource {
  const key = JSON.stringify(args);
  const known = providers.get(key);
  if (known !== undefined) return known;
  const provider = new KubernetesProvider(
    `k8s${providers.size}`,
    { ...target, ...args },
    { version },
  );
  providers.set(key, provider);
  return provider;
}

class KubernetesProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs, options: pulumi.ResourceOptions) {
    super("kubernetes", name, args, options);
  }
}

class KubernetesObject extends pulumi.CustomResource {}
