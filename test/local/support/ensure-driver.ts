import { screen } from "../../../local/screen.ts";
import { ensure } from "../../../local/toolchain/ensure.ts";
import { pairIn } from "./fake-go.ts";

/** A process of its own that ensures the fake tool in the folder it is given, so that a test may kill it. */
const [folder = ""] = process.argv.slice(2);
const stopping = new AbortController();
process.once("SIGINT", () => {
  stopping.abort(new Error("interrupted"));
});
const context = { env: process.env, ignored: [], screen: screen(), signal: stopping.signal };
await ensure([pairIn(folder)], context).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 2;
});
