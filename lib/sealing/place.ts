import { join } from "node:path";

/** Environments whose sealed files are committed and reviewed; all others are made anew on each machine. */
export const COMMITTED = ["dev", "stage", "prod"] as const;

/** Environments that something can be declared for. Previews live in dev's cluster, and use what dev has. */
export const DECLARED_FOR = ["local", ...COMMITTED] as const;

/** Where an environment keeps what is sealed, and what must never be committed. */
export interface SealingPlace {
  /** `dev`, `local`, or `rehearse-prod`: the cluster whose controller opens what lies here. */
  readonly name: string;
  /** Folder of the certificate and the sealed files: `secrets/<name>`, or below `.local`. */
  readonly sealed: string;
  /** Folder below `.local`, readable by its owner only: backup and digest key. */
  readonly kept: string;
  readonly certificate: string;
  readonly backup: string;
  readonly digestKey: string;
  /** Passphrase of the backup, where nobody has to remember it: on this machine's own environments. */
  readonly passphrase: string | undefined;
}

/** Where a cluster's sealed files lie. `name` is an environment, or `rehearse-<environment>`. */
export function sealingPlace(root: string, name: string): SealingPlace {
  const committed = COMMITTED.some((one) => one === name);
  const kept = join(root, ".local/secrets", name);
  const sealed = committed ? join(root, "secrets", name) : join(kept, "sealed");
  return {
    name,
    sealed,
    kept,
    certificate: join(sealed, "sealing.crt"),
    backup: join(kept, "backup.age"),
    digestKey: join(kept, "digest.key"),
    passphrase: committed ? undefined : join(kept, "passphrase"),
  };
}

/** Namespace of the controller and its keys, everywhere. */
export const SEALING_NAMESPACE = "sealed-secrets";

/** Who the controller is at the API server; nobody else makes Secrets there. */
export const SEALING_CONTROLLER = `system:serviceaccount:${SEALING_NAMESPACE}:sealed-secrets-controller`;

/** The place of an environment on a cluster: a rehearsal has keys of its own, and never opens what is sealed for real. */
export const placeName = (environment: string, context: string): string =>
  context === `rehearse-${environment}` ? context : environment;

/** What all environments need sealed. */
export const declarationsFile = (root: string): string => join(root, "secrets/declared.yaml");
