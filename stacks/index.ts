import * as pulumi from "@pulumi/pulumi";
import { quickStructs } from "../lib/quick-structs.ts";
import { exceptionsToday } from "./admission.ts";
import { environmentSettings, previewSettings, readValues } from "./config.ts";
import { environment as composeEnvironment } from "./environment.ts";
import { kubeconfigOf } from "./kubeconfig.ts";
import type { PendingOutputs } from "./outputs.ts";
import { platformInputs } from "./platform-inputs.ts";
import { preview as composePreview } from "./preview.ts";
import { readStackName } from "./stack-name.ts";

/** What the stack of this name is made of. */
function compose(name: string): PendingOutputs {
  const stack = readStackName(name);
  if (typeof stack === "string") throw new pulumi.RunError(stack);

  const values = readValues();
  if (stack.kind === "environment") {
    const settings = environmentSettings(values, stack.file);
    const kubeconfig = kubeconfigOf(settings.cluster, stack.file);
    const exceptions = exceptionsToday();
    const inputs = platformInputs(stack.name, settings, exceptions.now);
    return composeEnvironment(stack.name, settings, kubeconfig, exceptions, inputs);
  }
  const settings = previewSettings(values, stack.file);
  return composePreview(stack.number, settings, kubeconfigOf(settings.cluster, stack.file));
}

quickStructs();
const outputs: PendingOutputs = compose(pulumi.getStack());

export const contract = outputs.contract;
export const environment = outputs.environment;
export const cluster = outputs.cluster;
export const namespaces = outputs.namespaces;
export const priorityClasses = outputs.priorityClasses;
export const admission = outputs.admission;
// The engine warns about an output that is undefined; null it leaves out.
export const platform = outputs.platform ?? null;
