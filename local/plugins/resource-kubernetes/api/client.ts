import type { Properties } from "../../lib/struct.ts";
import { apiVersionOf, type Gvk } from "../kinds.ts";
import { listAt } from "../objects.ts";
import { isNotFound } from "./errors.ts";
import { createDiscovery, type Served } from "./discovery.ts";
import type { ApiAnswer } from "./answers.ts";
import type { ApiRequest, Transport } from "./http.ts";

/** One object, be it there or not. */
export interface Ref {
  readonly served: Served;
  /** "" for types without namespace. */
  readonly namespace: string;
  readonly name: string;
}

export interface WriteOptions {
  readonly fieldManager: string;
  /** Ask what would happen, change nothing. */
  readonly dryRun: boolean;
}

export type Propagation = "Foreground" | "Background" | "Orphan";

export interface WatchEvent {
  readonly type: string;
  readonly object: Properties;
}

export type Client = ReturnType<typeof createClient>;

/**
 * Objects of the API, by reference. Errors are ApiError and ApiGone. What changes something is never given up half-way:
 * then nobody would know whether it happened.
 */
export function createClient(transport: Transport) {
  const discovery = createDiscovery(transport);
  const call = (request: ApiRequest): Promise<ApiAnswer> => transport.send(request);

  return {
    /** How the API serves that type; undefined when it does not. */
    served: (gvk: Gvk): Promise<Served | undefined> => discovery.find(gvk),
    /** After a CustomResourceDefinition came or went. */
    forgetTypes: (): void => {
      discovery.forget();
    },

    /** The object; undefined when it is not there. */
    async get(ref: Ref, signal?: AbortSignal): Promise<Properties | undefined> {
      try {
        const doing = `reading ${described(ref)}`;
        return (await call({ method: "GET", path: pathOf(ref), doing, signal })).body;
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
    },

    /** Creates it; an object of that name is an error, never taken over. */
    create: (ref: Ref, body: Properties, options: WriteOptions): Promise<ApiAnswer> =>
      call({
        method: "POST",
        path: pathOf({ ...ref, name: "" }) + query(options),
        body,
        doing: `creating ${described(ref)}`,
      }),

    /** Server-side apply. With `force`, fields of other managers are taken over. */
    apply: (
      ref: Ref,
      body: Properties,
      options: WriteOptions & { force: boolean },
    ): Promise<ApiAnswer> =>
      call({
        method: "PATCH",
        path: `${pathOf(ref)}${query(options)}&force=${options.force}`,
        body,
        contentType: "application/apply-patch+yaml",
        doing: `updating ${described(ref)}`,
      }),

    /** Replaces the whole object; the body carries the resourceVersion it replaces. */
    replace: (ref: Ref, body: Properties, options: WriteOptions): Promise<ApiAnswer> =>
      call({
        method: "PUT",
        path: pathOf(ref) + query(options),
        body,
        doing: `updating ${described(ref)}`,
      }),

    /** Replaces who manages which field; refused as a conflict when the object changed since `resourceVersion`. */
    manage: (
      ref: Ref,
      managedFields: readonly Properties[],
      resourceVersion: string,
    ): Promise<ApiAnswer> =>
      call({
        method: "PATCH",
        path: pathOf(ref),
        body: [
          { op: "replace", path: "/metadata/managedFields", value: managedFields },
          { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
        ],
        contentType: "application/json-patch+json",
        doing: `updating ${described(ref)}`,
      }),

    /** Asks for the deletion; false when there is nothing to delete. */
    async remove(ref: Ref, propagationPolicy: Propagation): Promise<boolean> {
      try {
        const doing = `deleting ${described(ref)}`;
        const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy };
        await call({ method: "DELETE", path: pathOf(ref), body, doing });
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
      }
    },

    /** Objects of a type in a namespace, as far as the label selector picks them. */
    async list(served: Served, namespace: string, labels = ""): Promise<readonly Properties[]> {
      const path = pathOf({ served, namespace, name: "" });
      const selector = labels === "" ? "" : `?labelSelector=${encodeURIComponent(labels)}`;
      const doing = `listing ${served.plural}`;
      const { body } = await call({ method: "GET", path: path + selector, doing });
      return listAt(body, "items") as readonly Properties[];
    },

    /** What happens to the object from that version on; ends when the server or the signal ends it. */
    watch(ref: Ref, resourceVersion: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
      const field = encodeURIComponent(`metadata.name=${ref.name}`);
      const path = pathOf({ ...ref, name: "" });
      const from = encodeURIComponent(resourceVersion);
      return transport.stream(
        `${path}?watch=1&fieldSelector=${field}&resourceVersion=${from}`,
        signal,
      ) as AsyncGenerator<Properties & WatchEvent>;
    },

    close: (): void => {
      transport.close();
    },
  };
}

/** "Deployment core/web", "Namespace core": how people name an object. */
export const described = ({ served, namespace, name }: Ref): string =>
  `${served.gvk.kind} ${namespace === "" ? name : `${namespace}/${name}`}`;

/** A namespace of a namespaced type that nobody named is "default". */
export function refOf(served: Served, namespace: string, name: string): Ref {
  return { served, name, namespace: served.namespaced ? namespace || "default" : "" };
}

function pathOf({ served, namespace, name }: Ref): string {
  const { gvk, plural } = served;
  const root = gvk.group === "" ? "/api/v1" : `/apis/${apiVersionOf(gvk)}`;
  const scope = served.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${scope}/${plural}${name === "" ? "" : `/${encodeURIComponent(name)}`}`;
}

/** Warn: unknown fields are dropped and told, as the official provider asks for. */
function query({ fieldManager, dryRun }: WriteOptions): string {
  const manager = encodeURIComponent(fieldManager);
  return `?fieldManager=${manager}&fieldValidation=Warn${dryRun ? "&dryRun=All" : ""}`;
}
