import { enableCompileCache } from "node:module";
import { join } from "node:path";

process.umask(0o077);

// Compiled modules are kept, which more than halves the start; a folder that cannot be written only costs that.
enableCompileCache(join(import.meta.dirname, "../.local/cache/compiled"));

const { main } = await import("./lib/main.ts");
await main();
