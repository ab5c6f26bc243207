import { createServer, request, type Server } from "node:http";

import type { ControllerPorts } from "../ports.ts";

const serviceName = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?$/;

/** The port of this host behind a Service of the cluster; undefined when no process stands behind it. */
export function portBehind(host: string, ports: ControllerPorts): number | undefined {
  const [, service, namespace] = serviceName.exec(host) ?? [];
  if (service === undefined || namespace !== "platform") return undefined;
  const behind: Readonly<Record<string, number>> = {
    prometheus: ports.prometheus,
    "prometheus-operated": ports.prometheus,
    "prometheus-platform": ports.prometheus,
    alertmanager: ports.alertmanager,
    "alertmanager-operated": ports.alertmanager,
    "alertmanager-platform": ports.alertmanager,
  };
  return Object.hasOwn(behind, service) ? behind[service] : undefined;
}

/**
 * An HTTP proxy that answers the cluster's names for what runs here, so that a controller can be configured here as it is
 * there. Everything else is refused: the pods behind it are simulated, and this is no way out.
 */
export function serviceProxy(ports: ControllerPorts): Server {
  return createServer((incoming, answer) => {
    const refuse = (why: string) => {
      answer.writeHead(502, { "content-type": "text/plain" }).end(`${why}\n`);
    };
    const url = URL.parse(incoming.url ?? "");
    const port = url === null ? undefined : portBehind(url.hostname, ports);
    if (url === null || port === undefined) {
      refuse(`${url?.hostname ?? "that address"} has no process here: its pods are simulated`);
      return;
    }
    const { method, headers } = incoming;
    const path = `${url.pathname}${url.search}`;
    const call = request({ host: "127.0.0.1", port, method, path, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    call.on("error", () => {
      if (!answer.headersSent) refuse(`${url.hostname} does not answer`);
      else answer.destroy();
    });
    incoming.pipe(call);
  });
}
