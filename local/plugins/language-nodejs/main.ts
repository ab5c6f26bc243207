import languageRpc from "@pulumi/pulumi/proto/language_grpc_pb.js";

import { engineAddress, serve } from "../lib/serve.ts";
import { languageHost } from "./language-host.ts";

const stopping = new AbortController();
const host = languageHost(engineAddress() ?? "", stopping);
await serve(languageRpc.LanguageRuntimeService, host, stopping);
