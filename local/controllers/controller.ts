import type { Account } from "./account.ts";
import type { ControllerPort } from "./ports.ts";

/** What has to be in the cluster before a controller can run. */
export interface Need {
  /** Path below the API server. */
  readonly path: string;
  /** What it is, for people: "CustomResourceDefinition rollouts.argoproj.io". */
  readonly what: string;
  /** A list counts only when something is in it. @default false */
  readonly listed?: boolean;
}

/** Figures of a controller that Prometheus reads at `/metrics`, with the labels that their target has in the cluster. */
export interface Scraped {
  readonly port: ControllerPort;
  /** As its monitor in the cluster gives them, since rules and dashboards ask for series by them. */
  readonly labels: { readonly job: string; readonly namespace: string; readonly endpoint: string };
  /** Speaks about others, whose namespace and name its series keep; as its monitor says. @default false */
  readonly honorLabels?: boolean;
}

/** A program that runs beside the control plane, and all that is known about running it. */
export interface Controller {
  readonly name: string;
  /** Tool of the toolchain it comes from; undefined for what every host has. */
  readonly tool?: string;
  /** Its program, by the name in the tool. */
  readonly program: string;
  /** The workload it takes the place of, for the status table. */
  readonly workload?: { readonly namespace: string; readonly name: string };
  readonly account?: Account;
  readonly needs: readonly Need[];
  /** `pod`: runs in a mount namespace in which its account lies where pods find it. */
  readonly inside: "host" | "pod";
  /** Flags of its pods hold here too, but for those in `args`. @default false */
  readonly inherits?: boolean;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answered with 200 over HTTP when it is ready; without, it is ready when its port answers. */
  readonly ready: { readonly port: ControllerPort; readonly path?: string };
  /** Controllers that are ready before it starts. */
  readonly after: readonly string[];
  /** What it serves, for people and tests. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What Prometheus reads of it. @default nothing */
  readonly metrics?: readonly Scraped[];
}

/** What a monitor of the cluster finds behind a Service or pod whose series are called `name`. */
export const scraped = (
  port: ControllerPort,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  endpoint = "metrics",
): Scraped => ({ port, labels: { job: name, namespace, endpoint } });

export const accountNeed = ({ namespace, name }: Account): Need => ({
  path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`,
  what: `ServiceAccount ${namespace}/${name}`,
});

export const crdNeed = (name: string): Need => ({
  path: `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`,
  what: `CustomResourceDefinition ${name}`,
});

export const deploymentNeed = ({ namespace, name }: Account): Need => ({
  path: `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
  what: `Deployment ${namespace}/${name}`,
});
