import languageProto from "@pulumi/pulumi/proto/language_pb.js";

import { oneLine } from "../lib/errors.ts";
import type { CallContext } from "../lib/rpc.ts";
import { endingOf, startNode, type Ending } from "./child.ts";
import { runtimeOptions, sdkScript } from "./runtime-options.ts";

/** The SDK ends with it after it has told the person what is wrong: the engine then adds nothing. */
const ALREADY_TOLD = 32;

/** Runs the program once, for a preview or an update, and answers how it ended. Never rejects. */
export async function runProgram(
  request: languageProto.RunRequest,
  engine: string,
  { signal }: CallContext,
): Promise<languageProto.RunResponse> {
  try {
    const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
    const { env, nodeArgs } = runtimeOptions(request.getInfo());
    const child = startNode({
      args: [sdkScript(directory, "run"), ...runArguments(request, engine, directory)],
      nodeArgs,
      cwd: directory,
      env: { ...process.env, ...env, ...configuration(request) },
      output: "inherit",
      signal,
    });
    return answer(await endingOf(child));
  } catch (error) {
    return new languageProto.RunResponse().setError(oneLine(error));
  }
}

/** What `cmd/run` of the SDK reads from its command line, then the entry point and the program's own arguments. */
export function runArguments(
  request: languageProto.RunRequest,
  engine: string,
  directory: string,
): string[] {
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    pwd: directory,
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(flags).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() ?? request.getProgram(),
    ...request.getArgsList(),
  ];
}

/** Configuration travels in the environment, because every copy of the SDK in the process must find it. */
function configuration(request: languageProto.RunRequest): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

function answer(ending: Ending): languageProto.RunResponse {
  const response = new languageProto.RunResponse();
  if (ending === ALREADY_TOLD) return response.setBail(true);
  if (ending === 0) return response;
  return response.setError(
    typeof ending === "number"
      ? `the program ended with exit code ${String(ending)}`
      : `the program was ended by ${ending}`,
  );
}
