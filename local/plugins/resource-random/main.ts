import { connectEngine } from "../lib/engine.ts";
import { serveProvider } from "../lib/provider.ts";
import { engineAddress } from "../lib/serve.ts";
import { randomProvider } from "./random-provider.ts";

/** Version of the official plugin it stands in for. */
const VERSION = "4.21.2";

const address = engineAddress();
const engine = address === undefined ? undefined : connectEngine(address);
await serveProvider(
  VERSION,
  randomProvider((message, urn) => engine?.warning(message, urn) ?? Promise.resolve()),
);
