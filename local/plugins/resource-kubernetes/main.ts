import { quickStructs } from "../../../lib/quick-structs.ts";
import { connectEngine } from "../lib/engine.ts";
import { serveProvider } from "../lib/provider.ts";
import { engineAddress } from "../lib/serve.ts";
import { kubernetesProvider } from "./provider.ts";

/** The official version this plugin stands in for: the one the locked SDK asks for. */
const VERSION = "4.34.2";

quickStructs();
const engine = connectEngine(engineAddress() ?? "");
await serveProvider(VERSION, kubernetesProvider(engine, process.env));
