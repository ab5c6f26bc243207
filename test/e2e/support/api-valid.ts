import { podPaths } from "../../../policy-packs/lib/kinds.ts";
import { IMAGE } from "../../policy-packs/fixtures/workloads.ts";
import { replaced } from "../../support/tree.ts";

type Manifest = Readonly<Record<string, unknown>>;
type Part = Readonly<Record<string, unknown>> | undefined;

const labels = { app: "api" };

/**
 * A manifest of a fixture with what the API server demands besides and no rule looks at: a name, a namespace that is
 * there, a selector that fits, a schedule, a restart policy; and, if wanted, with containers as it takes them.
 */
export function apiValid(manifest: Manifest, namespace: string, containers = true): Manifest {
  const mended = distinctNames(manifest, containers);
  const { kind, spec } = mended;
  const metadata = { name: "it", ...(manifest["metadata"] as Part), namespace };
  const whole = { ...mended, metadata };
  if (!isObject(spec)) return whole;
  if (kind === "CronJob") {
    const job = isObject(spec["jobTemplate"]) ? spec["jobTemplate"] : {};
    const inner = isObject(job["spec"]) ? withTemplate(job["spec"], "Never") : job["spec"];
    const jobTemplate = { ...job, spec: inner };
    return { ...whole, spec: { schedule: "0 0 * * *", ...spec, jobTemplate } };
  }
  if (kind === "Job") return { ...whole, spec: withTemplate(spec, "Never") };
  if (!isObject(spec["template"])) return whole;
  const selector = kind === "ReplicationController" ? labels : { matchLabels: labels };
  const own = spec["selector"] === undefined ? { selector } : {};
  const named = kind === "StatefulSet" ? { serviceName: "api" } : {};
  return { ...whole, spec: { ...named, ...own, ...withTemplate(spec, undefined) } };
}

const LISTS = ["initContainers", "containers", "ephemeralContainers", "volumes"];

/** Gives each container and each volume of the pod that bears the name of another a name of its own. */
function distinctNames(manifest: Manifest, containers: boolean): Manifest {
  const { apiVersion, kind } = manifest;
  const group = String(apiVersion).replace(/(^|\/)[^/]*$/, "");
  const path = podPaths[group]?.[String(kind)] ?? [];
  const pod = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), manifest);
  if (path.length === 0 || !isObject(pod)) return manifest;
  const taken = new Set<unknown>();
  const renamed = LISTS.filter((key) => Array.isArray(pod[key])).map((key) => [
    key,
    (pod[key] as unknown[]).map((given, at) => {
      const item = containers && key !== "volumes" ? container(given, key) : given;
      if (!isObject(item) || typeof item["name"] !== "string") return item;
      const { name } = item;
      const place = `${key === "volumes" ? "volume" : "container"} ${name}`;
      if (!taken.has(place)) return (taken.add(place), item);
      return { ...item, name: `${name}-${key.slice(0, 1)}${at}` };
    }),
  ]);
  return replaced(manifest, path, { ...pod, ...Object.fromEntries(renamed) }) as Manifest;
}

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

/** A container with an image, and without what only a running one may have. */
function container(given: unknown, list: string): unknown {
  if (!isObject(given)) return given;
  const image = given["image"] ?? IMAGE;
  if (list !== "initContainers" || given["restartPolicy"] === "Always") return { ...given, image };
  const kept = Object.entries(given).filter(([key]) => !PROBES.includes(key));
  return { ...Object.fromEntries(kept), image };
}

function withTemplate(spec: Manifest, restartPolicy: string | undefined): Manifest {
  const { template } = spec;
  if (!isObject(template)) return spec;
  const given = template["metadata"] ?? {};
  const metadata = isObject(given) ? { labels, ...given } : given;
  const pod = template["spec"];
  const filled = isObject(pod) && restartPolicy ? { restartPolicy, ...pod } : pod;
  return { ...spec, template: { ...template, metadata, spec: filled } };
}

const isObject = (value: unknown): value is Manifest =>
  typeof value === "object" && value !== null && !Array.isArray(value);
