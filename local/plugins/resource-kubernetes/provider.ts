import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";

import { Fault } from "../../../lib/fault.ts";
import type { Engine } from "../lib/engine.ts";
import type { ProviderImplementation } from "../lib/provider.ts";
import { fromStruct, toStruct, type Properties } from "../lib/struct.ts";
import { checkConfig } from "./config/check.ts";
import { diffConfig } from "./config/diff.ts";
import { readSettings } from "./config/settings.ts";
import { fromEngine } from "./checkpoint.ts";
import { check } from "./operations/check.ts";
import { create, previewCreate } from "./operations/create.ts";
import { remove } from "./operations/delete.ts";
import { diff } from "./operations/diff.ts";
import { invoke } from "./operations/invoke.ts";
import { read } from "./operations/read.ts";
import { previewUpdate, update } from "./operations/update.ts";
import type { Step } from "./operations/write.ts";
import { checkResponse, configDiffResponse, diffResponse, proposedName } from "./responses.ts";
import { withoutSecrets } from "./redact.ts";
import { openSession, type Session } from "./session.ts";

/** The methods of the plugin. Until Configure has accepted the cluster, and after it has refused it, none of them acts. */
export function kubernetesProvider(
  engine: Engine,
  environment: NodeJS.ProcessEnv,
): ProviderImplementation {
  let session: Session | undefined;
  let refusal: unknown;

  function opened(): Session {
    if (session !== undefined) return session;
    if (refusal instanceof Error) throw refusal;
    throw new Fault({
      where: "kubernetes provider",
      problem: "is not configured",
      fix: "this is a defect of the engine",
    });
  }

  const step = (urn: string, timeout: number, signal: AbortSignal): Step => ({
    session: opened(),
    urn,
    timeout,
    signal,
  });

  return {
    handshake: () => {
      const response = new providerProto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    },
    checkConfig: (request) => {
      const failures = checkConfig(request.getUrn(), fromStruct(request.getNews()), environment);
      return checkResponse(fromStruct(request.getNews()), failures);
    },
    diffConfig: (request) => {
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      return configDiffResponse(diffConfig(olds, fromStruct(request.getNews())));
    },
    configure: async (request) => {
      session = undefined;
      try {
        const variables = new Map<string, string>(request.getVariablesMap().getEntryList());
        session = await openSession(readSettings(variables, environment), engine, environment);
      } catch (error) {
        refusal = error;
        throw error;
      }
      const response = new providerProto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    },
    check: async (request) => {
      const news = fromStruct(request.getNews());
      return await guarded(news, async () => {
        const { inputs, failures } = await check(opened(), {
          urn: request.getUrn(),
          seed: request.getRandomseed_asU8(),
          olds: fromStruct(request.getOlds()),
          news,
          proposedName: proposedName(request),
        });
        return checkResponse(inputs, failures);
      });
    },
    diff: async (request) => {
      const news = fromStruct(request.getNews());
      return await guarded(news, async () => {
        const state = fromStruct(request.getOlds());
        const ignoreChanges = request.getIgnorechangesList();
        return diffResponse(
          await diff(opened(), { urn: request.getUrn(), state, news, ignoreChanges }),
        );
      });
    },
    create: async (request, { signal }) => {
      const inputs = fromStruct(request.getProperties());
      return await guarded(inputs, async () => {
        const work = request.getPreview() ? previewCreate : create;
        const created = await work(step(request.getUrn(), request.getTimeout(), signal), inputs);
        const response = new providerProto.CreateResponse();
        response.setId(created.id);
        response.setProperties(toStruct(created.state));
        return response;
      });
    },
    read: async (request, { signal }) => {
      const inputs = fromStruct(request.getInputs());
      return await guarded(inputs, async () => {
        const facts = { id: request.getId(), state: fromStruct(request.getProperties()), inputs };
        const found = await read(step(request.getUrn(), 0, signal), facts);
        const response = new providerProto.ReadResponse();
        if (found === undefined) return response;
        response.setId(found.id);
        response.setProperties(toStruct(found.state));
        response.setInputs(toStruct(found.inputs));
        return response;
      });
    },
    update: async (request, { signal }) => {
      const news = fromStruct(request.getNews());
      return await guarded(news, async () => {
        const state = fromStruct(request.getOlds());
        const work = request.getPreview() ? previewUpdate : update;
        const facts = { state, news, ignoreChanges: request.getIgnorechangesList() };
        const updated = await work(step(request.getUrn(), request.getTimeout(), signal), facts);
        return new providerProto.UpdateResponse().setProperties(toStruct(updated));
      });
    },
    delete: async (request, { signal }) => {
      const state = fromStruct(request.getProperties());
      return await guarded(state, async () => {
        await remove(step(request.getUrn(), request.getTimeout(), signal), request.getId(), state);
        return new emptyProto.Empty();
      });
    },
    invoke: async (request) => {
      const args = fromEngine(fromStruct(request.getArgs()));
      const result = await invoke(opened(), request.getTok(), args);
      return new providerProto.InvokeResponse().setReturn(toStruct(result));
    },
    construct: (request) => {
      throw new Fault({
        where: request.getType(),
        problem: "is not supported by the stand-in plugin",
        fix: "render the manifests first, or install the official plugin",
      });
    },
  };
}

/** Whatever goes wrong inside, its error holds nothing that is secret in `marked`. */
async function guarded<T>(marked: Properties, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withoutSecrets(error, marked);
  }
}
