import { whenParentGone } from "../lib/lifecycle.ts";
import { PARENT_PIPE } from "./parent-pipe.ts";

// Loaded into programs and policy packs before their own code, so that they end with the language host even when
// that one is killed and cannot end them.
whenParentGone(PARENT_PIPE, () => process.exit(1));
