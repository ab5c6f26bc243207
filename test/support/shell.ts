/**
 * Whether a resource of a stack stands without the controllers: the ranks, the demands on objects, the fenced namespaces.
 *
 * What belongs to the controllers begins with the name of a component that `stacks/platform.ts` makes.
 */
export const isOfShell = ({ name }: { readonly name: string }): boolean =>
  !/^(delivery|observability|sealed-secrets-controller|sealing-monitoring)(-|$)/.test(name) &&
  !/^sealed-(argocd|platform)-/.test(name);
