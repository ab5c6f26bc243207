import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../../lib/run.ts";

/** What names one object in the API. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** @default undefined: the object belongs to no namespace */
  readonly namespace: string | undefined;
}

/** An object of the API, as far as ops looks at it. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly uid?: string;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly managedFields?: readonly { readonly manager?: string }[];
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** The API server of an environment. A method that cannot get an answer throws `ClusterAway`. */
export interface Cluster {
  /** The objects that exist, in any order. */
  find(refs: readonly ObjectRef[]): Promise<readonly LiveObject[]>;
  /** True when there is such an object; asked by its name, so that nothing of what it holds comes here. */
  exists(ref: ObjectRef): Promise<boolean>;
  /** Every object of these resource types, all namespaces. */
  list(types: readonly string[]): Promise<readonly LiveObject[]>;
  /** Takes the finalizers off an object, so that its deletion waits for nobody. */
  release(object: LiveObject): Promise<void>;
  /** True when the API server says that it is ready. */
  ready(): Promise<boolean>;
  /**
   * Creates an object in the name of somebody else, who has to be allowed to; its manifest goes through a pipe, into no
   * argument and no file. An object that is there stays as it is.
   */
  createAs(user: string, object: object): Promise<"created" | "there" | Refused>;
}

/** Why the API server did not take an object; another attempt may go otherwise. */
export interface Refused {
  readonly refused: string;
}

/** The API server did not answer; `reason` is the first line of what was said instead. */
export class ClusterAway extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "ClusterAway";
  }
}

/** The API server knows no such kind. */
export class UnknownKind extends Error {}

export interface ClusterAccess {
  readonly kubeconfig: string;
  readonly context: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Milliseconds for one look at the API. */
const patience = 20_000;

/** The cluster through kubectl, with an explicit kubeconfig and context: never the ambient one. */
export function cluster({ kubeconfig, context, env }: ClusterAccess): Cluster {
  const kubectl = (...args: string[]) => told("", ...args);
  const told = (input: string, ...args: string[]) =>
    run("kubectl", ["--kubeconfig", kubeconfig, "--context", context, ...args], {
      env: { ...env, KUBECONFIG: kubeconfig },
      timeoutMs: patience,
      input,
    });
  const get = async (...args: string[]) => {
    const { code, stdout, stderr } = await kubectl("get", ...args);
    if (code === 0) return stdout.trim();
    if (/no matches for kind|doesn't have a resource type/.test(stderr)) throw new UnknownKind();
    throw new ClusterAway(stderr.trim().split("\n").at(-1) ?? `kubectl ended with ${code}`);
  };

  return {
    async find(refs) {
      if (refs.length === 0) return [];
      const folder = mkdtempSync(join(tmpdir(), "intelgraph-"));
      try {
        const file = join(folder, "objects.json");
        const items = refs.map(({ apiVersion, kind, name, namespace }) => ({
          apiVersion,
          kind,
          metadata: namespace === undefined ? { name } : { name, namespace },
        }));
        writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
        return itemsOf(await get("-f", file, "--ignore-not-found", ...whole));
      } catch (error) {
        // A kind that the API server does not know has no objects; asked one by one, it does not hide the others.
        if (!(error instanceof UnknownKind)) throw error;
        if (refs.length === 1) return [];
        return (await Promise.all(refs.map((ref) => this.find([ref])))).flat();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    async exists(ref) {
      try {
        return (await get(...named(ref), "--ignore-not-found", "-o", "name")) !== "";
      } catch (error) {
        if (error instanceof UnknownKind) return false;
        throw error;
      }
    },
    async list(types) {
      return itemsOf(await get(types.join(","), "-A", ...whole));
    },
    async release({ apiVersion, kind, metadata: { name, namespace } }) {
      const patch = ["--type", "merge", "--patch", '{"metadata":{"finalizers":null}}'];
      const object = named({ apiVersion, kind, name, namespace });
      const { code, stderr } = await kubectl("patch", ...object, ...patch);
      if (code !== 0 && !stderr.includes("NotFound")) {
        throw new ClusterAway(stderr.trim().split("\n").at(-1) ?? `kubectl ended with ${code}`);
      }
    },
    async ready() {
      return (await kubectl("get", "--raw", "/readyz", "--request-timeout=3s")).code === 0;
    },
    async createAs(user, object) {
      const { code, stderr } = await told(
        JSON.stringify(object),
        ...["create", "--as", user, "-f", "-", "-o", "name"],
      );
      if (code === 0) return "created";
      const [said = `kubectl ended with ${code}`] = stderr.trim().split("\n").slice(-1);
      if (/\(AlreadyExists\)/.test(stderr)) return "there";
      if (/\((Forbidden|NotFound|Invalid|Conflict)\)|denied request/.test(stderr)) {
        return { refused: said };
      }
      throw new ClusterAway(said);
    },
  };
}

/** Asks kubectl for objects with all that they hold. */
const whole = ["-o", "json", "--show-managed-fields"];

/** How kubectl is told of one object. */
function named({ apiVersion, kind, name, namespace }: ObjectRef): string[] {
  const [group = "", version = ""] = apiVersion.split("/");
  const type = version === "" ? kind : `${kind}.${version}.${group}`;
  return [type, name, ...(namespace === undefined ? [] : ["--namespace", namespace])];
}

function itemsOf(answer: string): readonly LiveObject[] {
  if (answer === "") return [];
  const found = JSON.parse(answer) as LiveObject & { readonly items?: readonly LiveObject[] };
  return found.items ?? [found];
}

/** True when the Kubernetes provider, official or stand-in, has written the object. */
export const isOurs = ({ metadata }: LiveObject): boolean =>
  metadata.managedFields?.some(({ manager }) => manager?.startsWith("pulumi-kubernetes")) === true;
