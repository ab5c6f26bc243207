/**
 * Whether a resource of a stack stands without the controllers: the ranks, the demands on objects, the fenced namespaces.
 *
 * What belongs to the controllers begins with the name of a component that `stacks/platform.ts` makes, or is the provider of
 * definitions that stay.
 */
export const isOfShell = ({ name }: { readonly name: string }): boolean =>
  !/^(delivery|observability|sealed-secrets-controller|sealing-monitoring|retained)(-|$)/.test(
    name,
  ) && !/^sealed-(argocd|platform)-/.test(name);
