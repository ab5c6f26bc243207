import { serveProvider } from "../lib/provider.ts";
import { randomProvider } from "./random-provider.ts";

/** Version of the official plugin it stands in for. */
const VERSION = "4.21.2";

await serveProvider(VERSION, randomProvider);
