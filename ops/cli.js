import { enableCompileCache } from "node:module";
import { join } from "node:path";

process.umask(0o077);

// Compiled modules are kept, which halves the start; this file is JavaScript, so that a warm start loads no compiler for
// types. A folder that cannot be written only costs that.
enableCompileCache(join(import.meta.dirname, "../.local/cache/compiled"));

const { main } = await import("./lib/main.ts");
await main();
