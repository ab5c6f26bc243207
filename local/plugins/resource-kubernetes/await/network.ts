import type { Properties } from "../../lib/struct.ts";
import type { Client } from "../api/client.ts";
import { at, listAt, mapAt, nameOf, namespaceOf, textAt } from "../objects.ts";
import { READY, type Scene, type Verdict } from "./verdict.ts";

const ENDPOINT_SLICE = {
  gvk: { group: "discovery.k8s.io", version: "v1", kind: "EndpointSlice" },
  plural: "endpointslices",
  namespaced: true,
};

const SERVICE = {
  gvk: { group: "", version: "v1", kind: "Service" },
  plural: "services",
  namespaced: true,
};
/** Label of an EndpointSlice that says whose endpoints it holds. */
const SERVICE_NAME = "kubernetes.io/service-name";

/**
 * A Service is ready when its endpoints are known and none of them is unready, no endpoint at all included; a load
 * balancer needs an address too. Without selector, without cluster IP or as ExternalName there is nothing to wait for.
 * Source: official provider, await/service.go since 4.17 (it reads Endpoints, this reads EndpointSlices).
 */
export async function judgeService(service: Properties, { client }: Scene): Promise<Verdict> {
  const type = textAt(service, "spec", "type");
  const addressed = type !== "LoadBalancer" || hasAddress(service);
  const reasons = addressed ? [] : ["no address was given to the load balancer"];
  const waitsForPods =
    type !== "ExternalName" &&
    textAt(service, "spec", "clusterIP") !== "None" &&
    Object.keys(mapAt(service, "spec", "selector")).length > 0;
  if (waitsForPods) {
    const label = `${SERVICE_NAME}=${nameOf(service)}`;
    const slices = await client.list(ENDPOINT_SLICE, namespaceOf(service), label);
    const endpoints = slices.flatMap((slice) => listAt(slice, "endpoints"));
    const unready = endpoints.filter(
      (endpoint) => at(endpoint, "conditions", "ready") === false,
    ).length;
    if (slices.length === 0) reasons.unshift("its endpoints are not known yet");
    else if (unready > 0)
      reasons.unshift(`${unready} of ${endpoints.length} pods it targets are not ready`);
  }
  const [waitingFor] = reasons;
  return waitingFor === undefined
    ? READY
    : { ready: false, waitingFor, reasons: () => Promise.resolve(reasons) };
}

/** An Ingress is ready when its controller has given it an address; a rule that leads nowhere is told on the way. */
export async function judgeIngress(ingress: Properties, { client }: Scene): Promise<Verdict> {
  if (hasAddress(ingress)) return READY;
  const missing = await targetsWithoutEndpoints(ingress, client);
  const reasons = [
    ...(missing.length === 0
      ? []
      : [`its rules lead to services without endpoints: ${missing.join(", ")}`]),
    "no ingress controller has given it an address",
  ];
  return { ready: false, waitingFor: reasons.join("; "), reasons: () => Promise.resolve(reasons) };
}

async function targetsWithoutEndpoints(
  ingress: Properties,
  client: Client,
): Promise<readonly string[]> {
  const paths = listAt(ingress, "spec", "rules").flatMap((rule) => listAt(rule, "http", "paths"));
  const names = paths
    .map(
      (path) =>
        textAt(path, "backend", "service", "name") || textAt(path, "backend", "serviceName"),
    )
    .filter((name) => name !== "");
  if (names.length === 0) return [];
  const namespace = namespaceOf(ingress);
  const [slices, services] = await Promise.all([
    client.list(ENDPOINT_SLICE, namespace),
    client.list(SERVICE, namespace),
  ]);
  const known = new Set([
    ...slices.map((slice) => textAt(slice, "metadata", "labels", SERVICE_NAME)),
    ...services.filter((service) => textAt(service, "spec", "type") === "ExternalName").map(nameOf),
  ]);
  return [...new Set(names)].filter((name) => !known.has(name));
}

const hasAddress = (object: Properties): boolean =>
  listAt(object, "status", "loadBalancer", "ingress").length > 0;
