import type { Rule } from "../lib/rule.ts";
import { deprecatedApi } from "./deprecated-api.ts";
import { ownership } from "./ownership.ts";
import { previewExpiry } from "./preview-expiry.ts";
import { protectedState } from "./protected-state.ts";
import { queryAuthority } from "./query-authority.ts";
import { rbacBindings } from "./rbac-bindings.ts";
import { rbacEscalation } from "./rbac-escalation.ts";
import { rbacWildcards } from "./rbac-wildcards.ts";

export const governance: readonly Rule[] = [
  ownership,
  queryAuthority,
  rbacWildcards,
  rbacEscalation,
  rbacBindings,
  protectedState,
  previewExpiry,
  deprecatedApi,
];
