import type { Api } from "../control-plane/api.ts";
import type { Controller } from "./controller.ts";

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly { readonly args?: readonly string[] }[] };
    };
  };
}

/**
 * The controller with what it takes over from the Deployment whose place it takes: arguments that say what it may touch
 * are those of the environment, never a second list of them; a pod that would be made anew is a process that is.
 */
export async function takenOver(api: Api, controller: Controller): Promise<Controller> {
  const { workload, takesOver } = controller;
  if (workload === undefined || takesOver === undefined) return controller;
  const path = `/apis/apps/v1/namespaces/${workload.namespace}/deployments/${workload.name}`;
  const { status, text } = await api.get(path);
  if (status !== 200) return controller;
  const { template } = (JSON.parse(text) as Deployment).spec;
  const given = template.spec.containers.flatMap(({ args = [] }) => args);
  const args = given.filter((arg) => takesOver.args.some((flag) => arg.startsWith(`${flag}=`)));
  const annotation = template.metadata?.annotations?.[takesOver.annotation] ?? "";
  return {
    ...controller,
    args: [...args, ...controller.args],
    env: { ...controller.env, POD_TEMPLATE: annotation },
  };
}
