import { z } from "zod";
import {
  dnsLabel,
  dnsName,
  flag,
  labelValue,
  list,
  named,
  projectPath,
  section,
  choice,
  text,
  wholeNumber,
} from "./fields.ts";
import { ADMISSION_MODES } from "../../policy-packs/lib/admission-objects.ts";
import { quote } from "./wording.ts";
import { platformSchema } from "./platform/platform.ts";
import { namespaceSchema, owner, previewNamespaceSchema } from "./namespace.ts";

/** What an environment is for; deploy jobs decide by it how careful they are. */
export const TIERS = ["development", "staging", "production"] as const;

const clusterSchema = section(
  {
    kubeconfig: projectPath("the file that says how to reach the cluster", ".local/kube/dev"),
    context: text(/^\S+$/, {
      is: "the name of a context",
      means: "the context in that file",
      example: "intelgraph-dev",
    }),
    identifier: text(/^\S+$/, {
      is: "an identifier without spaces",
      means: "what the cluster is for good, since a change of it replaces everything",
      example: "arn:aws:eks:eu-central-1:111122223333:cluster/intelgraph-dev",
    }),
  },
  "the one cluster of the environment",
);

const peer = {
  namespace: dnsLabel("the namespace it runs in", "ingress-nginx"),
  pods: named(
    text(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/, {
      is: "a label",
      means: "a label",
      example: "app.kubernetes.io/name",
    }),
    labelValue("what the label says", "ingress-nginx"),
    "labels that its pods carry",
    "{ app.kubernetes.io/name: ingress-nginx }",
  ),
};
const peersSchema = section(
  {
    ingress: section(peer, "the ingress controller"),
    telemetry: section(
      {
        ...peer,
        ports: list(wholeNumber(1, 65_535, "a TCP port", 4317), "TCP ports", "[4317, 4318]"),
      },
      "the telemetry collector",
    ),
    prometheus: section(peer, "what reads metrics"),
  },
  "where rules that name a part lead to",
);

const prioritySchema = section(
  {
    name: dnsLabel("the name charts write as priorityClassName", "intelgraph-critical"),
    value: wholeNumber(-1_000_000_000, 1_000_000_000, "its rank, fixed for life", 1_000_000),
    description: text(/\S/, {
      is: "a sentence",
      means: "who should use it",
      example: '"serves users"',
    }),
    preempts: flag("whether it evicts pods of lower rank", true),
    default: flag("whether pods that name no class get it", false),
  },
  "a priority class",
);

const resource = text(/^([a-z0-9.-]+\/)?[a-z]+$/, {
  is: "a resource of the API",
  means: "a resource it makes",
  example: "apps/replicasets",
});
const admissionSchema = section(
  {
    mode: choice(ADMISSION_MODES, "whether the API server warns about a broken rule or refuses it"),
    exempt: list(
      dnsLabel("a namespace", "cert-manager"),
      "namespaces that are not judged, besides those of the system",
      "[cert-manager]",
      0,
    ),
    controllers: list(
      section(
        {
          user: text(/^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/, {
            is: "the name of a service account at the API server",
            means: "who makes objects out of others that were judged",
            example: "system:serviceaccount:argo-rollouts:argo-rollouts",
          }),
          makes: list(resource, "what it makes", "[apps/replicasets]"),
        },
        "a trusted controller",
      ),
      "trusted makers of objects, besides those of Kubernetes itself",
      "[]",
      0,
    ),
  },
  "how the API server holds objects to the rules",
);

const shape = {
  tier: choice(TIERS, "what the environment is for"),
  domain: dnsName("the host name under which ingress serves", "stage.intelgraph.example"),
  cluster: clusterSchema,
  protect: flag("whether the engine refuses to delete its namespaces and their fences", true),
  podSecurityVersion: text(/^v1\.\d{1,3}$/, {
    is: "a version of the pod security standards",
    means: "the version that namespaces are held to",
    example: "v1.35",
  }),
  peers: peersSchema,
};
const means = "the settings of this environment";
const name = dnsLabel("the name of a namespace", "core");

/** Settings of local, dev, stage and prod. */
export const environmentSchema = section(
  {
    ...shape,
    admission: admissionSchema,
    priorityClasses: list(prioritySchema, "ranks of pods", "[]", 0),
    namespaces: named(name, namespaceSchema, "namespaces by name", "core: { owner: ... }"),
    /** Without it an environment is fenced namespaces and nothing that runs in them. */
    platform: platformSchema.exactOptional(),
  },
  means,
);

/** Settings of every pr-<n>: one namespace in a cluster that belongs to a long-lived environment. */
export const previewEnvironmentSchema = section(
  { ...shape, namespaces: section({ preview: previewNamespaceSchema }, "the one namespace") },
  means,
);

const instant = {
  is: "a point in time with its zone",
  means: "when the preview may be removed",
  example: '"2026-12-01T18:00:00Z"',
};

/** What is particular to one preview. */
export const previewSchema = section(
  {
    owner,
    expires: text(/./, instant).pipe(
      z.iso
        .datetime({
          offset: true,
          error: ({ input }) =>
            `${quote(input)} is not ${instant.is}; write for example ${instant.example}`,
        })
        .transform((time) => new Date(time).toISOString()),
    ),
  },
  "whose preview it is, and until when",
);
