import type { Rule } from "../lib/rule.ts";
import { cidrRanges } from "./cidr-ranges.ts";
import { defaultDeny } from "./default-deny.ts";
import { ingressHosts } from "./ingress-hosts.ts";
import { noDeadPolicy } from "./no-dead-policy.ts";
import { noHostNetwork } from "./no-host-network.ts";
import { noOpenPeers } from "./no-open-peers.ts";
import { selectedByAllowRule } from "./selected-by-allow-rule.ts";
import { serviceExposure } from "./service-exposure.ts";
import { understoodPolicies } from "./understood-policies.ts";
import { uniqueIngressHost } from "./unique-ingress-host.ts";

export const networkPolicies: readonly Rule[] = [
  defaultDeny,
  selectedByAllowRule,
  noOpenPeers,
  cidrRanges,
  noDeadPolicy,
  noHostNetwork,
  serviceExposure,
  ingressHosts,
  uniqueIngressHost,
  understoodPolicies,
];
