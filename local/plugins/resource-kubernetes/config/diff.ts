import { isUnknown, unwrapAll } from "../../lib/marks.ts";
import type { Properties } from "../../lib/struct.ts";
import { activeCluster, readKubeconfig } from "../api/kubeconfig.ts";
import { same } from "../diff/merge-patch.ts";
import { textAt } from "../objects.ts";

/** Arguments that say which cluster is meant. */
const CLUSTER = ["kubeconfig", "context", "cluster"];
const IDENTIFIER = "clusterIdentifier";

export interface ConfigDifference {
  readonly diffs: readonly string[];
  /** Arguments whose change means another cluster, so that everything on it is created anew. */
  readonly replaces: readonly string[];
}

/**
 * What changed in a provider's arguments. Another cluster replaces the provider; an unchanged clusterIdentifier says it
 * is the same one, a changed one that it is not. Source: official provider, DiffConfig.
 */
export function diffConfig(oldInputs: Properties, newInputs: Properties): ConfigDifference {
  const olds = unwrapAll(oldInputs);
  const news = unwrapAll(newInputs);
  const diffs = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
    .filter((key) => !same(olds[key] ?? undefined, news[key] ?? undefined))
    .sort();
  const identified = news[IDENTIFIER] !== undefined && same(olds[IDENTIFIER], news[IDENTIFIER]);
  if (diffs.length === 0 || identified) return { diffs, replaces: [] };
  const renamed =
    olds[IDENTIFIER] !== undefined && news[IDENTIFIER] !== undefined ? [IDENTIFIER] : [];
  return { diffs, replaces: [...renamed, ...clusterChanges(olds, news, diffs)] };
}

function clusterChanges(
  olds: Properties,
  news: Properties,
  diffs: readonly string[],
): readonly string[] {
  const unknown = CLUSTER.filter((key) => isUnknown(news[key]));
  if (unknown.length > 0) return unknown.slice(0, 1);
  const before = cluster(olds);
  const after = cluster(news);
  if (before === undefined || after === undefined || same(before, after)) return [];
  return CLUSTER.filter((key) => diffs.includes(key));
}

/** The cluster the arguments lead to; undefined when they lead nowhere, which is no reason to replace anything. */
function cluster(config: Properties): Properties | undefined {
  const text = textAt(config, "kubeconfig");
  if (text === "") return undefined;
  try {
    const choice = { context: textAt(config, "context"), cluster: textAt(config, "cluster") };
    return activeCluster(readKubeconfig(text), choice);
  } catch {
    return undefined;
  }
}
