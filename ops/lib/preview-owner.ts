import { userInfo } from "node:os";

import { z } from "zod";

import { run } from "../../lib/run.ts";
import { derivedValue, type Replacements } from "./derived-config.ts";

/** Hours a rehearsed preview environment may live. */
const lifetime = 72;

const previewSchema = z.object({ owner: z.string(), expires: z.iso.datetime() });

/**
 * Owner and end of a preview environment, as `intelgraph:preview` wants them: those of the last run when it had not
 * expired, so that a second run changes nothing; else who runs it, and 72 hours.
 */
export async function previewSettings(
  folder: string,
  stack: string,
  root: string,
  now: Date,
): Promise<Replacements> {
  const key = ["intelgraph:preview"];
  const last = previewSchema.safeParse(derivedValue(folder, stack, key));
  if (last.success && Date.parse(last.data.expires) > now.getTime()) return [[key, last.data]];
  const expires = new Date(now.getTime() + lifetime * 3_600_000).toISOString();
  return [[key, { owner: labelValue(await committer(root)), expires }]];
}

async function committer(root: string): Promise<string> {
  const { stdout } = await run("git", ["config", "user.email"], { cwd: root, timeoutMs: 5_000 });
  const name = stdout.split("@")[0]?.trim() ?? "";
  if (name !== "") return name;
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

/** The text as a Kubernetes label value. */
export function labelValue(text: string): string {
  const value = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .slice(0, 63)
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  return value === "" ? "unknown" : value;
}
