import { Fault } from "../../../../lib/fault.ts";
import type { Mutability } from "../diff/force-new.ts";

/** Configuration of one provider, as far as the stand-in has a use for it. */
export interface Settings extends Mutability {
  /** Path or contents of the kubeconfig. */
  readonly kubeconfig: string;
  /** "" for the kubeconfig's own choice. */
  readonly context: string;
  readonly cluster: string;
  /** Namespace of objects that name none; "" for the context's, else "default". */
  readonly namespace: string;
  /** Drop resources from the state when the cluster does not answer. @default false */
  readonly deleteUnreachable: boolean;
  /** Leave resources as they are when the cluster does not answer. @default false */
  readonly skipUpdateUnreachable: boolean;
  /** Take fields of other managers over on every update. @default false */
  readonly enablePatchForce: boolean;
  /** Creating an object that exists updates it. @default false */
  readonly upsertExistingObjects: boolean;
}

type Variables = ReadonlyMap<string, string>;

/** Flags of the official provider and the environment variables that set them when the program does not. */
const FLAGS = {
  deleteUnreachable: "PULUMI_K8S_DELETE_UNREACHABLE",
  skipUpdateUnreachable: "PULUMI_K8S_SKIP_UPDATE_UNREACHABLE",
  enableConfigMapMutable: "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE",
  enableSecretMutable: "PULUMI_K8S_ENABLE_SECRET_MUTABLE",
  enablePatchForce: "PULUMI_K8S_ENABLE_PATCH_FORCE",
  upsertExistingObjects: "PULUMI_K8S_UPSERT_EXISTING_OBJECTS",
} as const;

/** Settings that change what the official provider does in a way the stand-in does not follow. */
const UNSUPPORTED = ["renderYamlToDirectory", "alwaysRender"];

/** Reads the configuration the engine sends; what would be silently different is refused. */
export function readSettings(variables: Variables, environment: NodeJS.ProcessEnv): Settings {
  const value = (key: string): string => variables.get(`kubernetes:config:${key}`) ?? "";
  const flag = (key: keyof typeof FLAGS): boolean =>
    (variables.get(`kubernetes:config:${key}`) ?? environment[FLAGS[key]]) === "true";
  const unsupported = UNSUPPORTED.filter((key) => !["", "false"].includes(value(key)));
  const applies = variables.get("kubernetes:config:enableServerSideApply");
  if ((applies ?? environment["PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY"]) === "false") {
    unsupported.push("enableServerSideApply: false");
  }
  if (unsupported.length > 0) {
    throw new Fault({
      where: "kubernetes provider",
      problem: `the stand-in plugin does not support ${unsupported.join(", ")}`,
      fix: "leave it out, or install the official plugin",
    });
  }
  return {
    kubeconfig: value("kubeconfig") || (environment["KUBECONFIG"] ?? ""),
    context: value("context"),
    cluster: value("cluster"),
    namespace: value("namespace"),
    deleteUnreachable: flag("deleteUnreachable"),
    skipUpdateUnreachable: flag("skipUpdateUnreachable"),
    enableConfigMapMutable: flag("enableConfigMapMutable"),
    enableSecretMutable: flag("enableSecretMutable"),
    enablePatchForce: flag("enablePatchForce"),
    upsertExistingObjects: flag("upsertExistingObjects"),
  };
}
