import { type Fault, faultIf } from "./faults.ts";
import type { Addresses } from "../../lib/network.ts";

/** Faults of addresses without which a part could not work at all, or would be open. */
export const addressFaults = (path: string, { cidrs, ports }: Addresses): readonly Fault[] => [
  ...faultIf(cidrs.length === 0, `${path}.cidrs`, "is empty; name the networks in CIDR notation"),
  ...faultIf(
    ports.length === 0,
    `${path}.ports`,
    "is empty; name the TCP ports, for example [443]",
  ),
];
