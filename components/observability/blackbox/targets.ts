import type { ProbeArgs } from "../../crds/types/probe.ts";
import type { Destination } from "../lib/traffic.ts";

/** How a target is asked. */
export const MODULES = ["http-2xx", "https-2xx", "tcp"] as const;
export type Module = (typeof MODULES)[number];

/**
 * Seconds after which Prometheus gives a check up; the longest module waits 10 of them for an answer.
 *
 * The operator rejects a Probe whose checks may take longer than the time between two of them.
 */
export const LONGEST_CHECK = 15;

/** One check from outside a service. */
export interface ProbeTarget {
  /** Name of the check, a DNS label. */
  readonly name: string;
  /** A URL, or `host:port` for tcp. */
  readonly url: string;
  readonly module: Module;
  /** How the exporter gets there. */
  readonly to: Destination;
  /** Seconds between two checks, at least {@link LONGEST_CHECK}. @default 60 */
  readonly everySeconds?: number;
}

const http = (fields: object) => ({
  prober: "http",
  timeout: "10s",
  http: {
    method: "GET",
    follow_redirects: false,
    preferred_ip_protocol: "ip4",
    valid_http_versions: ["HTTP/1.1", "HTTP/2.0"],
    ...fields,
  },
});

/** Configuration of the exporter: one entry per module. `https-2xx` fails without TLS or with a certificate that is none. */
export const blackboxConfig = (): object => ({
  modules: {
    "http-2xx": http({ fail_if_ssl: false }),
    "https-2xx": http({ fail_if_not_ssl: true, tls_config: { insecure_skip_verify: false } }),
    tcp: { prober: "tcp", timeout: "5s", tcp: { preferred_ip_protocol: "ip4" } },
  } satisfies Record<Module, object>,
});

/** `spec` of the Probe of a target. */
export const probeSpec = (
  { url, module, everySeconds = 60, name }: ProbeTarget,
  prober: string,
): ProbeArgs["spec"] => ({
  jobName: "blackbox",
  interval: `${everySeconds}s`,
  scrapeTimeout: `${LONGEST_CHECK}s`,
  module,
  prober: { url: prober, scheme: "http", path: "/probe" },
  targets: { staticConfig: { static: [url], labels: { probe: name } } },
});
