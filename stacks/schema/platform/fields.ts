import { z } from "zod";
import { bytes, cores } from "../amounts.ts";
import { cidr, dnsLabel, list, section, text, wholeNumber } from "../fields.ts";
import { isAbsent, missing, oneOf, quote } from "../wording.ts";

/** A mapping of one of several forms, told apart by the word under one of its keys. */
export function oneForm<
  const Key extends string,
  const Forms extends readonly [z.ZodObject, ...z.ZodObject[]],
>(key: Key, forms: Forms, means: string) {
  const words = forms.flatMap(({ shape }) => {
    const word: unknown = shape[key];
    return word instanceof z.ZodLiteral ? [String(word.value)] : [];
  });
  const known = `${means}: ${words.map((word) => `{ ${key}: ${word} }`).join(", ")}`;
  return z.discriminatedUnion(key, forms, {
    error: ({ input }) => {
      if (isAbsent(input)) return `missing; ${known}`;
      if (typeof input !== "object") return `${quote(input)} is not a mapping; write ${known}`;
      const word: unknown = (input as Readonly<Record<string, unknown>>)[key];
      return isAbsent(word)
        ? `missing; ${means}: ${words.join(", ")}`
        : `${quote(word)} is not known; ${oneOf(word, words)}`;
    },
  });
}

/** A number in a range, both ends included unless they are said to be open. */
export const number = (
  least: number,
  most: number,
  means: string,
  example: number,
  open = false,
) => {
  const range = `${open ? "above" : "from"} ${least} ${open ? "and below" : "to"} ${most}`;
  const error = ({ input }: { readonly input?: unknown }) =>
    isAbsent(input)
      ? missing({ is: "", means, example: String(example) })
      : `${quote(input)} is not a number ${range}; write for example ${example}`;
  const within = (value: number) =>
    open ? value > least && value < most : value >= least && value <= most;
  return z.number({ error }).refine(within, { error });
};

/** Text that says anything at all. */
export const word = (means: string, example: string) => text(/\S/, { is: "text", means, example });

/** Any number of texts. */
export const words = (means: string, example: string) =>
  list(word(means, example), means, `[${example}]`, 0);

/** A time as Go and Prometheus write it. */
export const duration = (means: string, example: string) =>
  text(/^(\d+(ms|s|m|h|d|w|y))+$/, { is: "a duration", means, example });

const ports = list(wholeNumber(1, 65_535, "a TCP port", 443), "TCP ports", "[443]");
const networks = list(cidr("a network", "10.0.0.1/32"), "networks", "[10.0.0.1/32]");

/** Networks outside that of the cluster, and TCP ports there. */
export const addresses = (means: string) => section({ cidrs: networks, ports }, means);

export const nodeNetworks = networks;

/** Who is at the other end: networks outside, or pods of a namespace. */
export const destination = z.union(
  [
    addresses("networks and ports"),
    section(
      {
        namespace: dnsLabel("a namespace", "platform"),
        pods: z.record(z.string(), z.string()),
        ports,
      },
      "pods of a namespace",
    ),
  ],
  "is neither { cidrs, ports } nor { namespace, pods, ports }",
);

/** A key of a Secret of the same namespace; its value is never in here. */
export const secretKey = (means: string) =>
  section(
    {
      name: dnsLabel("the Secret, sealed for this environment", "grafana-sso"),
      key: text(/^[-._a-zA-Z0-9]{1,253}$/, {
        is: "a key of a Secret",
        means: "its key",
        example: "client-secret",
      }),
    },
    means,
  );

/** How people reach something at a host of its own. */
export const exposure = (tlsSecret: string) =>
  oneForm(
    "kind",
    [
      section({ kind: z.literal("none") }, "how people reach it"),
      section(
        {
          kind: z.literal("ingress"),
          className: dnsLabel("the class of the ingress controller", "nginx"),
          tlsSecret: dnsLabel("the Secret with the certificate of its host", tlsSecret),
        },
        "how people reach it",
      ),
    ],
    "how people reach it",
  );

const share = (means: string) =>
  section(
    {
      cpu: cores(`cores ${means}`),
      memory: bytes(`memory ${means}`),
      disk: bytes(`disk of the node ${means}`),
    },
    means,
  );

/** What a container is promised and what it may take. */
export const size = section(
  { requests: share("it is promised"), limits: share("it may take") },
  "what the container gets",
);

/** A volume claim per pod. */
export const storage = section(
  {
    size: bytes("what the claim asks for", '"20Gi"'),
    storageClass: dnsLabel("the storage class", "gp3").exactOptional(),
  },
  "the volume of each pod",
);

export const replicas = (example: number) =>
  wholeNumber(1, 20, "how many pods, of which some may be away", example);

export const httpsAddress = (means: string, example: string) =>
  text(/^https:\/\/[^\s*]+$/, { is: "an https:// address", means, example });

export const sentence = (means: string, example: string) =>
  text(/\S/, { is: "a sentence", means, example });

export const groups = words("groups of the single sign-on", "graph-team");
