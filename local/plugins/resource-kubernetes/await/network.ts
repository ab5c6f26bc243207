import type { Properties } from "../../lib/struct.ts";
import { at, listAt, mapAt, nameOf, namespaceOf, textAt } from "../objects.ts";
import { READY, type Scene, type Verdict } from "./verdict.ts";

const ENDPOINT_SLICE = {
  gvk: { group: "discovery.k8s.io", version: "v1", kind: "EndpointSlice" },
  plural: "endpointslices",
  namespaced: true,
};

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
    const label = `kubernetes.io/service-name=${nameOf(service)}`;
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

/** An Ingress is ready when its controller has given it an address. */
export function judgeIngress(ingress: Properties): Verdict {
  if (hasAddress(ingress)) return READY;
  const reason = "no ingress controller has given it an address";
  return { ready: false, waitingFor: reason, reasons: () => Promise.resolve([reason]) };
}

const hasAddress = (object: Properties): boolean =>
  listAt(object, "status", "loadBalancer", "ingress").length > 0;
