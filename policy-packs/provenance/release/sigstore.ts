import { createRequire } from "node:module";

import type * as BundleLibrary from "@sigstore/bundle";
import type * as Specs from "@sigstore/protobuf-specs";
import type * as VerifyLibrary from "@sigstore/verify";

const load = createRequire(import.meta.url);

/**
 * The libraries of Sigstore, loaded when there is something to verify.
 *
 * Whatever is remembered needs none of them, which is most previews; and the engine's runner of packs compiles what is
 * imported in the usual way.
 */
export const sigstore = {
  bundle: () => load("@sigstore/bundle") as typeof BundleLibrary,
  specs: () => load("@sigstore/protobuf-specs") as typeof Specs,
  verify: () => load("@sigstore/verify") as typeof VerifyLibrary,
};
