import { basename, join } from "node:path";
import { dump } from "js-yaml";

import { Fault } from "../../../lib/fault.ts";
import {
  type Fields,
  isFields,
  loaded,
  type Value,
  withFields,
  withTexts,
} from "./local-values.ts";

export interface CollectorPlace {
  /** Which port of this host stands for which of the pod. */
  readonly ports: Readonly<Record<number, number>>;
  /** Folder that file exporters write to. */
  readonly out: string;
}

const own = /^(?:\$\{env:POD_IP\}|0\.0\.0\.0|localhost|127\.0\.0\.1|):(\d+)$/;

/**
 * The collector's configuration as this host can load it. Everything stays but four things: what it listens on is
 * loopback and a free port, Kubernetes is reached by kubeconfig, and files are written to a folder of the cluster.
 */
export function collectorConfig(text: string, { ports, out }: CollectorPlace): string {
  const config = loaded(text);
  if (!isFields(config)) {
    throw new Fault({
      where: "ConfigMap of opentelemetry-collector",
      problem: "config.yaml holds no configuration",
      fix: "look at it: kubectl -n platform get configmap opentelemetry-collector -o yaml",
    });
  }
  const addresses = withTexts(config, (value) => {
    const port = own.exec(value)?.[1];
    return port === undefined ? value : `127.0.0.1:${ports[Number(port)] ?? port}`;
  });
  const here = withFields(addresses, (fields) => local(fields, ports)) as Fields;
  return dump(
    { ...here, exporters: filed(here["exporters"], out) },
    { lineWidth: -1, noRefs: true },
  );
}

function local(fields: Fields, ports: CollectorPlace["ports"]): Fields {
  const { auth_type: auth, host, port } = fields;
  return {
    ...fields,
    ...(auth === "serviceAccount" ? { auth_type: "kubeConfig" } : {}),
    ...(typeof port === "number" && host !== undefined
      ? { host: "127.0.0.1", port: ports[port] ?? port }
      : {}),
  };
}

function filed(exporters: Value | undefined, out: string): Value {
  if (!isFields(exporters)) return {};
  const moved = Object.entries(exporters).map(([name, exporter]) => {
    const isFile = name === "file" || name.startsWith("file/");
    if (!isFile || !isFields(exporter) || typeof exporter["path"] !== "string")
      return [name, exporter];
    return [name, { ...exporter, path: join(out, basename(exporter["path"])) }];
  });
  return Object.fromEntries(moved) as Fields;
}
