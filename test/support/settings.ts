import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readImages } from "../../lib/artifacts/images.ts";
import { readArtifacts } from "../../lib/artifacts/lock.ts";
import type { PendingOutputs } from "../../stacks/outputs.ts";
import {
  type EnvironmentSettings,
  environmentSettings,
  previewSettings,
  type Values,
} from "../../stacks/config.ts";
import { environment } from "../../stacks/environment.ts";
import { artifactsOf } from "../../stacks/platform-inputs.ts";
import { preview } from "../../stacks/preview.ts";
import { type EnvironmentName, ENVIRONMENTS, readStackName } from "../../stacks/stack-name.ts";
import { sealedOf } from "./sealed.ts";

/** Every kind of stack; 7 stands for any pull request. */
export const STACKS = [...ENVIRONMENTS, "pr-7"] as const;

/** The file a stack's golden is kept in, from the folder of goldens. */
export const goldenOf = (stack: string): string => `${stack.replace(/^pr-\d+$/, "pr")}.json`;

/** The values of a stack as its committed file gives them. Fresh on each call, so that a test may break them. */
export function valuesOf(file: string): Values {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const { config } = parse(text) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("intelgraph:", ""), value]),
  );
}

/** The program of a stack over its committed values, for `record`. */
export function programOf(stack: string): () => PendingOutputs {
  const kind = readStackName(stack);
  if (typeof kind === "string") throw new Error(kind);
  const values = valuesOf(kind.file);
  if (kind.kind === "preview") {
    const settings = previewSettings(values, kind.file);
    return () => preview(kind.number, settings, `../${settings.cluster.kubeconfig}`);
  }
  return environmentProgram(kind.name, environmentSettings(values, kind.file));
}

/** The program of an environment over other settings, with what is declared for `sealedFor` sealed. */
export function environmentProgram(
  name: EnvironmentName,
  settings: EnvironmentSettings,
  sealedFor: string = name,
): () => PendingOutputs {
  const kubeconfig = `../${settings.cluster.kubeconfig}`;
  // What is released changes from day to day, and no golden with it.
  const exceptions = {
    waivers: [],
    now: new Date(0),
    settings: { "provenance/released-image": {} },
  };
  const inputs = settings.platform && {
    artifacts: artifactsOf(readArtifacts(), settings.platform.argoCd.availability.mode),
    images: readImages(),
    sealed: sealedOf(sealedFor),
  };
  return () => environment(name, settings, kubeconfig, exceptions, inputs);
}
