import type { Api } from "../control-plane/api.ts";
import type { Controller } from "./controller.ts";

interface Deployment {
  readonly spec?: {
    readonly template?: {
      readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
      readonly spec?: { readonly containers?: readonly { readonly args?: readonly string[] }[] };
    };
  };
}

/**
 * Controllers with the arguments that their pods have in the cluster before their own, where they take them over. A pod
 * whose annotations change is made anew, and so is the process in its place.
 */
export async function withInherited(
  api: Api,
  controllers: readonly Controller[],
): Promise<(each: Controller) => Controller> {
  const found = await Promise.all(
    controllers.map(async ({ name, workload, inherits }) => {
      if (inherits !== true || workload === undefined) return [name, nothing] as const;
      const path = `/apis/apps/v1/namespaces/${workload.namespace}/deployments/${workload.name}`;
      const { status, text } = await api.get(path);
      if (status !== 200) return [name, nothing] as const;
      const template = (JSON.parse(text) as Deployment).spec?.template;
      const args = template?.spec?.containers?.[0]?.args ?? [];
      const annotations = JSON.stringify(template?.metadata?.annotations ?? {});
      return [name, { args, env: { POD_ANNOTATIONS: annotations } }] as const;
    }),
  );
  const known = new Map<string, Pick<Controller, "args" | "env">>(found);
  return (each) => {
    const { args, env } = known.get(each.name) ?? nothing;
    return { ...each, args: joined(args, each.args), env: { ...each.env, ...env } };
  };
}

const nothing: Pick<Controller, "args" | "env"> = { args: [], env: {} };

/** The arguments of a pod without the flags that are given here, then those given here. */
export function joined(pod: readonly string[], own: readonly string[]): readonly string[] {
  const given = new Set(own.filter(isFlag).map(nameOf));
  const kept: string[] = [];
  let dropping = false;
  for (const word of pod) {
    if (isFlag(word)) dropping = given.has(nameOf(word)) || word.includes("$(");
    if (!dropping) kept.push(word);
  }
  return [...kept, ...own];
}

const isFlag = (word: string): boolean => word.startsWith("-");
const nameOf = (flag: string): string => flag.replace(/^-+/, "").replace(/=.*$/s, "");
