import { type clusterObjects, type Files } from "./cluster-objects.ts";

type Objects = ReturnType<typeof clusterObjects>;

/** What the cluster says a program is configured with; `main` is its configuration as generated. */
export interface Source {
  readonly main: string;
  /** Files beside it, by path below the program's folder. */
  readonly files: Files;
}

/** Prometheus: the Secret that the operator generated, and its ConfigMaps with rules. Undefined before it has. */
export async function prometheusSource(objects: Objects): Promise<Source | undefined> {
  const [found] = await objects.list("prometheuses");
  if (found === undefined) return undefined;
  const { name } = found.metadata;
  const secret = await objects.secret(`prometheus-${name}`);
  const main = secret?.["prometheus.yaml"];
  if (main === undefined) return undefined;
  const maps = await objects.configMaps(`prometheus-name=${name}`);
  const rules = maps.flatMap(({ metadata, data = {} }) =>
    Object.entries(data).map(([file, text]) => [`rules/${metadata.name}/${file}`, text] as const),
  );
  const mounted = await mounts(objects, found.spec);
  return { main, files: { ...mounted, ...Object.fromEntries(rules) } };
}

/** Alertmanager: the Secret that the operator generated, with templates beside the configuration. */
export async function alertmanagerSource(objects: Objects): Promise<Source | undefined> {
  const [found] = await objects.list("alertmanagers");
  if (found === undefined) return undefined;
  const secret = await objects.secret(`alertmanager-${found.metadata.name}-generated`);
  const main = secret?.["alertmanager.yaml"];
  if (secret === undefined || main === undefined) return undefined;
  const config = Object.entries(secret).map(([name, text]) => [`config/${name}`, text] as const);
  const mounted = await mounts(objects, found.spec);
  return { main, files: { ...mounted, ...Object.fromEntries(config) } };
}

/** The collector: the ConfigMap that its pods mount. */
export async function collectorSource(objects: Objects): Promise<Source | undefined> {
  const maps = await objects.configMaps("app.kubernetes.io/name=opentelemetry-collector");
  const main = maps.flatMap(({ data = {} }) => data["config.yaml"] ?? []).at(0);
  return main === undefined ? undefined : { main, files: {} };
}

/** The Secrets and ConfigMaps that a resource of the operator names to be mounted. */
async function mounts(
  objects: Objects,
  spec: Readonly<Record<string, unknown>> = {},
): Promise<Files> {
  const files: Record<string, string> = {};
  for (const name of namesIn(spec["secrets"])) {
    const secret = (await objects.secret(name)) ?? {};
    for (const [file, text] of Object.entries(secret)) files[`secrets/${name}/${file}`] = text;
  }
  for (const name of namesIn(spec["configMaps"])) {
    const { data = {} } = (await objects.configMap(name)) ?? {};
    for (const [file, text] of Object.entries(data)) files[`configmaps/${name}/${file}`] = text;
  }
  return files;
}

const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
