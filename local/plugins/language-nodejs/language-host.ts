import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import type languageRpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import languageProto from "@pulumi/pulumi/proto/language_pb.js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";

import { Fault } from "../../../lib/fault.ts";
import type { Implementation } from "../lib/rpc.ts";
import { lockedDependencies } from "./dependencies.ts";
import { runPlugin } from "./run-plugin.ts";
import { runProgram } from "./run.ts";

type LanguageRuntime = Implementation<typeof languageRpc.LanguageRuntimeService>;

/** Shown by `pulumi about`, so that nobody takes it for the official host. */
const VERSION = "0.0.0-stand-in";

/**
 * Takes the place of pulumi-language-nodejs: runs programs and policy packs under this very Node. Plugins are never
 * asked for ahead: the engine loads each one when the first resource needs it. Code generation is not its job.
 */
export function languageHost(engine: string, stopping: AbortController): LanguageRuntime {
  let engineAddress = engine;
  return {
    handshake: (request) => {
      engineAddress = request.getEngineAddress();
      return new languageProto.LanguageHandshakeResponse();
    },
    getPluginInfo: () => new pluginProto.PluginInfo().setVersion(VERSION),
    getRequiredPlugins: () => new languageProto.GetRequiredPluginsResponse(),
    getRequiredPackages: () => new languageProto.GetRequiredPackagesResponse(),
    run: (request, context) => runProgram(request, engineAddress, context),
    runPlugin,
    about: () =>
      new languageProto.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
    getProgramDependencies: (request) => {
      const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
      const found = lockedDependencies(directory, request.getTransitivedependencies());
      const list = found.map(({ name, version }) =>
        new languageProto.DependencyInfo().setName(name).setVersion(version),
      );
      return new languageProto.GetProgramDependenciesResponse().setDependenciesList(list);
    },
    runtimeOptionsPrompts: () => new languageProto.RuntimeOptionsResponse(),
    installDependencies: () => {
      throw new Fault({
        where: "pulumi install",
        problem: "the local language host installs no packages",
        fix: "run `npm ci`",
      });
    },
    cancel: () => {
      stopping.abort();
      return new emptyProto.Empty();
    },
  };
}
