import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";
import providerRpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";

import type { Implementation } from "./rpc.ts";
import { serve } from "./serve.ts";

/** Methods of a resource plugin, named and typed as in the service; see `Implementation`. */
export type ProviderImplementation = Implementation<typeof providerRpc.ResourceProviderService>;

/**
 * Serves a resource plugin of that version (without a leading v; the engine compares it with the one the program asked
 * for). Methods it brings win over these defaults: Handshake and Configure accept secrets, resource references and
 * unknowns at preview; GetSchema answers `{}`; Cancel aborts `signal` of running calls and answers at once, so that the
 * engine still hears how each step ended.
 */
export async function serveProvider(
  version: string,
  implementation: ProviderImplementation,
): Promise<void> {
  const stopping = new AbortController();
  const defaults: ProviderImplementation = {
    handshake: () => {
      const response = new providerProto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      return response;
    },
    configure: () => {
      const response = new providerProto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      return response;
    },
    getPluginInfo: () => new pluginProto.PluginInfo().setVersion(version),
    getSchema: () => new providerProto.GetSchemaResponse().setSchema("{}"),
    attach: () => new emptyProto.Empty(),
    cancel: () => {
      stopping.abort();
      return new emptyProto.Empty();
    },
  };
  await serve(providerRpc.ResourceProviderService, { ...defaults, ...implementation }, stopping);
}
