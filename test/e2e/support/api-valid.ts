type Manifest = Readonly<Record<string, unknown>>;
type Part = Readonly<Record<string, unknown>> | undefined;

const labels = { app: "api" };

/**
 * A manifest of a fixture with what the API server demands besides and no rule looks at: a name, a namespace that is
 * there, a selector that fits, a schedule, a restart policy. What the fixture says stays as it is.
 */
export function apiValid(manifest: Manifest, namespace: string): Manifest {
  const { kind, spec } = manifest;
  const metadata = { name: "it", ...(manifest["metadata"] as Part), namespace };
  const whole = { ...manifest, metadata };
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

function withTemplate(spec: Manifest, restartPolicy: string | undefined): Manifest {
  const { template } = spec;
  if (!isObject(template)) return spec;
  const metadata = template["metadata"] ?? { labels };
  const pod = template["spec"];
  const filled = isObject(pod) && restartPolicy ? { restartPolicy, ...pod } : pod;
  return { ...spec, template: { ...template, metadata, spec: filled } };
}

const isObject = (value: unknown): value is Manifest =>
  typeof value === "object" && value !== null && !Array.isArray(value);
