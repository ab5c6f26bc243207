import { clusterScoped } from "./scope.ts";
import { withContainers } from "./pods.ts";
import {
  changedAt,
  each,
  isMap,
  type Json,
  type JsonObject,
  type KubernetesObject,
  listOf,
  mapOf,
  textOf,
  type Transform,
} from "./transform.ts";

/**
 * Puts the objects into a namespace, and follows them there: subjects of role bindings, the services that webhooks and
 * conversions call, and arguments that name the old one.
 *
 * `from` is the namespace that the manifest was written for. @default those that its objects name
 */
export const inNamespace =
  (namespace: string, from?: string): Transform =>
  (objects) => {
    const isClusterScoped = clusterScoped(objects);
    const named = objects.flatMap(({ metadata }) => metadata.namespace ?? []);
    const old = new Set(from === undefined ? named : [from]);
    const accounts = new Set(
      objects.filter(({ kind }) => kind === "ServiceAccount").map(({ metadata }) => metadata.name),
    );
    const move: Move = { namespace, old, accounts };
    const moved = each((object) => {
      const there = isClusterScoped(object)
        ? object
        : { ...object, metadata: { ...object.metadata, namespace } };
      return withArguments(withServices(withSubjects(there, move), move), move);
    });
    return moved(objects);
  };

interface Move {
  readonly namespace: string;
  readonly old: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** Accounts of the manifest, and whatever else it names in its old namespace. */
function withSubjects(object: KubernetesObject, { namespace, old, accounts }: Move) {
  if (object["subjects"] === undefined) return object;
  const subjects = listOf(object["subjects"]).map((subject): Json => {
    const { kind, name, namespace: its } = mapOf(subject);
    const ours =
      kind === "ServiceAccount" &&
      (its === undefined
        ? accounts.has(textOf(name))
        : isOld(its, old) || accounts.has(textOf(name)));
    return ours ? { ...mapOf(subject), namespace } : subject;
  });
  return { ...object, subjects };
}

const isOld = (value: Json, old: ReadonlySet<string>): boolean =>
  typeof value === "string" && old.has(value);

function withServices(object: KubernetesObject, move: Move): KubernetesObject {
  if (object["webhooks"] !== undefined) {
    const webhooks = listOf(object["webhooks"]).map((one): Json => withService(mapOf(one), move));
    return { ...object, webhooks };
  }
  const conversion = mapOf(mapOf(object["spec"])["conversion"]);
  if (!isMap(conversion["webhook"])) return object;
  return changedAt(object, ["spec", "conversion", "webhook"], (one) =>
    withService(mapOf(one), move),
  );
}

function withService(webhook: JsonObject, { namespace }: Move): JsonObject {
  const config = mapOf(webhook["clientConfig"]);
  if (!isMap(config["service"])) return webhook;
  const service = { ...config["service"], namespace };
  return { ...webhook, clientConfig: { ...config, service } };
}

/** `--namespace=old`, `--leader-namespace=old`, and hosts like `name.old`, `name.old.svc:8080`. */
function withArguments(object: KubernetesObject, { namespace, old }: Move): KubernetesObject {
  const renamed = (text: Json): Json =>
    typeof text !== "string"
      ? text
      : [...old].reduce(
          (rest, one) =>
            rest
              .replace(new RegExp(`(^--[a-z-]*namespace=)${one}$`), `$1${namespace}`)
              .replace(new RegExp(`(\\b[a-z0-9-]+\\.)${one}(?=\\.svc\\b)`, "g"), `$1${namespace}`),
          text,
        );
  return withContainers(object, (container) => {
    const lists = ["command", "args"].filter((key) => container[key] !== undefined);
    const changed = lists.map((key) => [key, listOf(container[key]).map(renamed)] as const);
    return { ...container, ...Object.fromEntries(changed) };
  });
}
