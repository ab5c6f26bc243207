import { alertmanagerRules } from "./alertmanager.ts";
import { argoRules } from "./argo.ts";
import { collectorRules } from "./collector.ts";
import { probeRules } from "./probes.ts";
import { prometheusRules } from "./prometheus.ts";
import type { RuleGroup } from "./rule.ts";
import { serviceRules } from "./services.ts";

/** Every group of rules about the platform itself, each an object of its own. */
export const ruleGroups: readonly RuleGroup[] = [
  argoRules,
  collectorRules,
  prometheusRules,
  alertmanagerRules,
  probeRules,
  serviceRules,
];
