import { z } from "zod";
import { DATA_CLASSES, POD_SECURITY_LEVELS } from "../../components/lib/labels.ts";
import { bytes, cores } from "./amounts.ts";
import { choice, cidr, dnsLabel, labelValue, list, section, wholeNumber } from "./fields.ts";
import { oneOf, quote } from "./wording.ts";

const amount = (means: string) =>
  section({ cpu: cores(`cores ${means}`), memory: bytes(`memory ${means}`) }, means);

const quotaSchema = section(
  {
    requests: amount("that all pods together are promised"),
    limits: amount("that all pods together may take"),
    pods: wholeNumber(1, 10_000, "how many pods may run", 40),
    volumes: wholeNumber(0, 10_000, "how many volume claims there may be", 10),
    storage: bytes("what all volume claims together may ask for", '"100Gi"'),
  },
  "the ceiling of the namespace",
);

const containersSchema = section(
  {
    request: amount("requested for a container that states none"),
    limit: amount("allowed to a container that states none"),
    max: amount("that no container may exceed"),
  },
  "what a container gets",
);

const ports = list(wholeNumber(1, 65_535, "a TCP port", 8080), "TCP ports", "[8080]");
const namespace = dnsLabel("the namespace on the other side", "core");
const plain = <const T extends string>(rule: T) => section({ rule: z.literal(rule) }, "a rule");

const RULES = [
  plain("dns"),
  plain("within-namespace"),
  plain("to-telemetry"),
  plain("from-telemetry-clients"),
  section({ rule: z.literal("from-ingress"), ports }, "a rule"),
  section({ rule: z.literal("from-prometheus"), ports }, "a rule"),
  section({ rule: z.literal("from-namespace"), namespace, ports }, "a rule"),
  section({ rule: z.literal("to-namespace"), namespace, ports }, "a rule"),
  section(
    {
      rule: z.literal("to-address"),
      name: dnsLabel("what the address is", "api-server"),
      cidrs: list(cidr("a network", "10.0.0.1/32"), "networks", "[10.0.0.1/32]"),
      ports,
    },
    "a rule",
  ),
] as const;
const RULE_NAMES = RULES.map((rule) => rule.shape.rule.value);

export const allowRuleSchema = z.discriminatedUnion("rule", RULES, {
  error: ({ input }) => {
    if (typeof input !== "object" || input === null) {
      return `${quote(input)} is not a mapping; write for example { rule: dns }`;
    }
    const rule = "rule" in input ? input.rule : undefined;
    return rule === undefined
      ? `missing; what may pass: ${RULE_NAMES.join(", ")}`
      : `${quote(rule)} is not a rule; ${oneOf(rule, RULE_NAMES)}`;
  },
});

const shape = {
  costCentre: labelValue("who pays, as on the invoice", "cc-4100"),
  dataClass: choice(DATA_CLASSES, "how carefully its data is handled"),
  podSecurity: choice(POD_SECURITY_LEVELS, "the level below which pods are refused"),
  quota: quotaSchema,
  containers: containersSchema,
  allow: list(allowRuleSchema, "what may pass in spite of the denial", "[{ rule: dns }]"),
};

export const owner = labelValue("the team that answers for it", "graph-team");

/** A namespace of a long-lived environment. */
export const namespaceSchema = section({ owner, ...shape }, "a namespace");

/** The namespace of a preview: whoever opened the preview owns it. */
export const previewNamespaceSchema = section(shape, "the namespace of a preview");

export type NamespaceSettings = Readonly<z.infer<typeof namespaceSchema>>;
