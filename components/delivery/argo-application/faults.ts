import { type Fault, faultIf, isDuration, secondsOf } from "../lib/faults.ts";
import type { ApplicationSource, ArgoApplicationSettings, HelmSource, Retry } from "./settings.ts";

/** Everything that is wrong with an Application by itself. */
export function argoApplicationFaults({
  source,
  retry,
  history,
}: ArgoApplicationSettings): readonly Fault[] {
  return [
    ...sourceFaults(source),
    ...faultIf(
      !Number.isInteger(retry.limit) || retry.limit < 0,
      "retry.limit",
      `is ${String(retry.limit)}; write a whole number from 0`,
    ),
    ...(["wait", "longestWait"] as const).flatMap((key) =>
      faultIf(
        !isDuration(retry[key]),
        `retry.${key}`,
        `is "${retry[key]}"; write a duration such as 30s`,
      ),
    ),
    ...faultIf(
      !Number.isInteger(retry.factor) || retry.factor < 1,
      "retry.factor",
      `is ${String(retry.factor)}; write a whole number from 1`,
    ),
    ...faultIf(
      waitsOf(retry) > LONGEST_WAITS,
      "retry",
      `waits ${String(waitsOf(retry))}s in all, and who deletes the Application waits with it; stay within ${String(LONGEST_WAITS)}s`,
    ),
    ...faultIf(
      history !== undefined && (!Number.isInteger(history) || history < 0),
      "history",
      `is ${String(history)}; write a whole number from 0`,
    ),
  ];
}

/** Argo CD deletes nothing while it retries, and the Kubernetes provider gives a deletion ten minutes. */
const LONGEST_WAITS = 480;

/** Seconds of all waits together; Argo CD multiplies the first one already (v3.1.16). */
function waitsOf({ limit, wait, factor, longestWait }: Retry): number {
  const [first, longest] = [secondsOf(wait), secondsOf(longestWait)];
  const waits = Array.from({ length: Math.min(Math.max(limit, 0), 1000) }, (_, at) =>
    Math.min(first * factor ** (at + 1), longest),
  );
  return waits.reduce((sum, one) => sum + one, 0);
}

function sourceFaults(source: ApplicationSource): readonly Fault[] {
  const texts =
    source.kind === "git"
      ? { path: source.path, revision: source.revision }
      : { chart: source.chart, version: source.version };
  return [
    ...Object.entries(texts).flatMap(([key, text]) =>
      faultIf(text.trim() === "", `source.${key}`, "is empty; say which is meant"),
    ),
    ...(source.kind === "git"
      ? faultIf(
          leaves(source.path),
          "source.path",
          `is "${source.path}"; write a folder inside the repository`,
        )
      : []),
    ...valueFileFaults(source.helm),
  ];
}

const valueFileFaults = (helm: HelmSource = {}): readonly Fault[] =>
  (helm.valueFiles ?? []).flatMap((file) =>
    faultIf(
      /^[a-z+]+:/.test(file),
      "source.helm.valueFiles",
      `holds "${file}"; write a file of the repository, which is reviewed with it`,
    ),
  );

/** Whether a path begins outside the repository, or climbs out of it. */
const leaves = (path: string): boolean => path.startsWith("/") || path.split("/").includes("..");
