import { writeSync } from "node:fs";
import { registerHooks } from "node:module";

// Preloaded into a process under test: writes the address of every module it loads to its fourth descriptor.
registerHooks({
  load(url, context, next) {
    writeSync(3, `${url}\n`);
    return next(url, context);
  },
});
