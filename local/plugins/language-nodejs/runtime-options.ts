import { createRequire } from "node:module";
import path from "node:path";

import type languageProto from "@pulumi/pulumi/proto/language_pb.js";

import { Fault } from "../../../lib/fault.ts";
import { fromStruct } from "../lib/struct.ts";

/** `runtime.options` of a Pulumi.yaml or PulumiPolicy.yaml, as the official language host understands them. */
export interface RuntimeOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly nodeArgs: readonly string[];
}

/** Reads `typescript` (@default true: the SDK compiles), `tsconfigpath` and `nodeargs` (split at blanks). */
export function runtimeOptions(info: languageProto.ProgramInfo | undefined): RuntimeOptions {
  const { typescript = true, tsconfigpath, nodeargs } = fromStruct(info?.getOptions());
  return {
    env: {
      ...(typescript === true && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
      ...(typeof tsconfigpath === "string" && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfigpath }),
    },
    nodeArgs: typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter((arg) => arg !== "") : [],
  };
}

/** The script of the SDK that the program in `directory` has installed; a Fault when it has none. */
export function sdkScript(
  directory: string,
  name: "run" | "run-policy-pack" | "run-plugin",
): string {
  const script = `@pulumi/pulumi/cmd/${name}`;
  try {
    return createRequire(path.join(directory, "package.json")).resolve(script);
  } catch (cause) {
    throw new Fault({
      where: "node_modules",
      problem: `${script} is not installed for ${path.basename(directory)}`,
      fix: "run `npm ci`",
      cause,
    });
  }
}
