import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** `admission` of a rule, and what is called after CEL: `cel`, `celTexts`, `CEL_LABELS`. */
const isOfAdmission = (name) =>
  name === "admission" || /^(?:cel(?:[A-Z].*)?|CEL(?:_.*)?)$/.test(name);

/** CEL is judged by an API server (`node test/run.ts --e2e doors`), which no mutation run starts. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "admission", {
    shouldIgnore: ({ node: { id, key } }) =>
      isOfAdmission(String(id?.name ?? key?.name))
        ? "the admission door has a test of its own"
        : undefined,
  }),
];
