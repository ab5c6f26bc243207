import languageProto from "@pulumi/pulumi/proto/language_pb.js";

import type { CallContext } from "../lib/rpc.ts";
import { endingOf, startNode } from "./child.ts";
import { runtimeOptions, sdkScript } from "./runtime-options.ts";

/** What the engine calls a policy pack. */
const ANALYZER = "analyzer";

/**
 * Runs a plugin that is a Node program: a policy pack, or a provider by its source. Yields what it writes as it
 * writes it, then its exit code; ends it when the engine gives the call up.
 *
 * A pack sees no stack name and no Pulumi config at load time (the official host waits for them): its own
 * configuration arrives through the policy SDK.
 */
export async function* runPlugin(
  request: languageProto.RunPluginRequest,
  { signal }: CallContext,
): AsyncGenerator<languageProto.RunPluginResponse> {
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const analyzer = request.getKind() === ANALYZER;
  const script = sdkScript(directory, analyzer ? "run-policy-pack" : "run-plugin");
  const { env, nodeArgs } = runtimeOptions(request.getInfo());
  const child = startNode({
    args: analyzer
      ? [script, ...request.getArgsList(), directory]
      : [script, directory, ...request.getArgsList()],
    nodeArgs,
    cwd: analyzer ? directory : request.getPwd(),
    env: { ...variables(request.getEnvList()), ...env },
    output: "pipe",
    signal,
  });

  const written = new ReadableStream<languageProto.RunPluginResponse>({
    start: (controller) => {
      child.stdout?.on("data", (bytes: Buffer) => {
        controller.enqueue(new languageProto.RunPluginResponse().setStdout(bytes));
      });
      child.stderr?.on("data", (bytes: Buffer) => {
        controller.enqueue(new languageProto.RunPluginResponse().setStderr(bytes));
      });
      endingOf(child).then(
        (ending) => {
          const code = typeof ending === "number" ? ending : 1;
          controller.enqueue(new languageProto.RunPluginResponse().setExitcode(code));
          controller.close();
        },
        (error: unknown) => {
          controller.error(error);
        },
      );
    },
  });
  yield* written;
}

/** `NAME=value` lines as an environment; the last one of a name wins. */
function variables(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf("=", 1);
      return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
