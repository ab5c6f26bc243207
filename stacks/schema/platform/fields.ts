import { z } from "zod";
import { bytes, cores } from "../amounts.ts";
import { cidr, dnsLabel, list, section, text, wholeNumber } from "../fields.ts";

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

export const groups = z.array(z.string().min(1), "a list of groups of the single sign-on");
