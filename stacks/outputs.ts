import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { DATA_CLASSES, POD_SECURITY_LEVELS } from "../components/lib/labels.ts";
import { ADMISSION_MODES } from "../policy-packs/lib/admission-objects.ts";
import { platformOutputs } from "./platform-outputs.ts";
import { TIERS } from "./schema/environment.ts";

/** Raised by one when a field is removed or changes its meaning; adding a field leaves it. */
export const CONTRACT = 1;

const amount = z.strictObject({ cpu: z.string(), memory: z.string() });

/**
 * What every stack says about itself, and deploy jobs, the runner and dashboards read: the one interface of a stack.
 *
 * No secrets and no paths of a machine. `stacks/outputs.schema.json` is made from it (`node stacks/write-outputs-schema.ts`).
 */
export const outputsSchema = z.strictObject({
  contract: z.literal(CONTRACT).describe("Version of this contract."),
  environment: z.strictObject({
    name: z.string().describe("Stack: local, dev, stage, prod or pr-<number>."),
    tier: z.enum(TIERS).describe("What the environment is for."),
    domain: z.string().describe("Host name under which ingress serves."),
    preview: z
      .strictObject({ number: z.int(), owner: z.string(), expires: z.iso.datetime() })
      .optional()
      .describe("Set for pr-<number> only."),
  }),
  cluster: z.strictObject({
    context: z.string().describe("Kubeconfig context of the cluster."),
    identifier: z.string().describe("What the cluster is for good."),
  }),
  namespaces: z
    .array(
      z.strictObject({
        name: z.string(),
        owner: z.string().describe("Team that answers for it."),
        costCentre: z.string(),
        dataClass: z.enum(DATA_CLASSES),
        podSecurity: z.enum(POD_SECURITY_LEVELS).describe("Pods below this level are refused."),
        protected: z.boolean().describe("Whether the engine refuses to delete it."),
        quota: z.strictObject({
          requests: amount,
          limits: amount,
          pods: z.int(),
          volumes: z.int(),
          storage: z.string(),
        }),
        containers: z
          .strictObject({ request: amount, limit: amount, max: amount })
          .describe(
            "Request and limit of a container that states none, and the most it may state.",
          ),
        networkPolicies: z.array(z.string()).describe("The denial first, then what may pass."),
        accounts: z
          .strictObject({ deployer: z.string(), viewer: z.string() })
          .describe(
            "Service accounts in the namespace; ask the API server for a short-lived token.",
          ),
      }),
    )
    .min(1),
  priorityClasses: z
    .array(z.strictObject({ name: z.string(), value: z.int() }))
    .describe("Ranks of the cluster that this stack made; none for a preview."),
  admission: z
    .strictObject({
      mode: z.enum(ADMISSION_MODES).describe("Whether an object that breaks a rule is refused."),
      policies: z.array(z.string()).describe("Names of the policies in the cluster."),
    })
    .optional()
    .describe("What the API server demands; a preview adds nothing to what its cluster demands."),
  platform: platformOutputs
    .nullish()
    .describe("The controllers of the environment; a preview uses those of its cluster."),
});

export type Outputs = z.infer<typeof outputsSchema>;

/** The same, as a program has it before the engine has resolved it. */
export type Pending<T> = T extends readonly (infer Item)[]
  ? readonly Pending<Item>[] | pulumi.Output<T>
  : T extends object
    ? { readonly [K in keyof T]: Pending<T[K]> }
    : T | pulumi.Output<T>;

export type PendingOutputs = Pending<Outputs>;
