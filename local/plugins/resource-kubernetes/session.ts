import { Fault } from "../../../lib/fault.ts";
import type { Engine } from "../lib/engine.ts";
import type { Properties } from "../lib/struct.ts";
import { createClient, type Client } from "./api/client.ts";
import { ApiGone } from "./api/errors.ts";
import { createTransport } from "./api/http.ts";
import { connection, readKubeconfig, type Connection } from "./api/kubeconfig.ts";
import type { Settings } from "./config/settings.ts";
import { expectedCluster, refuseOtherCluster, refuseUnlessLoopback } from "./guard.ts";
import { kindKey, type Gvk } from "./kinds.ts";
import { textAt } from "./objects.ts";

/** A provider that may act: its cluster is the one this stack belongs to. */
export interface Session {
  readonly client: Client;
  readonly settings: Settings;
  readonly engine: Engine;
  /** Namespace of objects that name none. */
  readonly defaultNamespace: string;
  /** Why the cluster does not answer, where the program said it may be away. */
  readonly unreachable: string | undefined;
  /** Whether objects of that type have a namespace; a type nobody knows yet is taken to have one. */
  isNamespaced(gvk: Gvk): Promise<boolean>;
  /** Takes note of a definition in the program, whose objects may be looked at before it is there. */
  define(definition: Properties): void;
  /** URNs whose old state was looked at in this run: what is created under them replaces something. */
  readonly known: Set<string>;
}

/** Opens a session, or throws the one line that says why this cluster may not be touched. */
export async function openSession(
  settings: Settings,
  engine: Engine,
  environment: NodeJS.ProcessEnv,
): Promise<Session> {
  if (settings.kubeconfig === "") {
    throw new Fault({
      where: "kubernetes provider",
      problem: "has no kubeconfig",
      fix: "pass `kubeconfig` and `context` to the provider",
    });
  }
  const target = connection(readKubeconfig(settings.kubeconfig), settings);
  refuseUnlessLoopback(target);
  const expected = expectedCluster(environment);
  const client = createClient(createTransport(target));
  const unreachable = await verified(client, target, expected, settings);
  const scopes = new Map<string, boolean>();
  return {
    client,
    settings,
    engine,
    unreachable,
    defaultNamespace: settings.namespace || target.namespace || "default",
    known: new Set(),
    async isNamespaced(gvk) {
      const served = unreachable === undefined ? await client.served(gvk) : undefined;
      return served?.namespaced ?? scopes.get(`${gvk.group}/${gvk.kind}`) ?? true;
    },
    define(definition) {
      const key = `${textAt(definition, "spec", "group")}/${textAt(definition, "spec", "names", "kind")}`;
      scopes.set(key, textAt(definition, "spec", "scope") !== "Cluster");
    },
  };
}

/** A cluster that does not answer is an error, unless the program asked to go on without it. */
async function verified(
  client: Client,
  target: Connection,
  expected: string,
  { deleteUnreachable, skipUpdateUnreachable }: Settings,
): Promise<string | undefined> {
  try {
    await refuseOtherCluster(client, target, expected);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiGone)) throw error;
    const problem = `the API at ${target.server.host} does not answer`;
    if (deleteUnreachable || skipUpdateUnreachable) return problem;
    throw new Fault({
      where: "kubernetes provider",
      problem,
      fix: "start the local cluster with `make up`",
      cause: error,
    });
  }
}

/** The error of everything that needs a cluster that is away. */
export function away(session: Session): void {
  if (session.unreachable === undefined) return;
  throw new Fault({
    where: "kubernetes provider",
    problem: session.unreachable,
    fix: "start the local cluster with `make up`",
  });
}

/** The error for a type that the API does not serve. */
export function unserved(gvk: Gvk): Fault {
  return new Fault({
    where: kindKey(gvk),
    problem: "the API serves no such type",
    fix: "create its CustomResourceDefinition first, with dependsOn, or correct apiVersion and kind",
  });
}
