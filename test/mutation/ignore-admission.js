import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** CEL is judged by an API server (`node test/run.ts --e2e doors`), which no mutation run starts. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "admission", {
    shouldIgnore: (path) =>
      path.isObjectProperty() && path.node.key.name === "admission"
        ? "the admission door has a test of its own"
        : undefined,
  }),
];
