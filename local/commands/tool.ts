import { Fault } from "../../lib/fault.ts";
import { suggest } from "../../lib/suggest.ts";
import { openLayout } from "../layout.ts";
import { ensure, type Ready } from "../toolchain/ensure.ts";
import { readTools } from "../toolchain/tool.ts";
import type { CommandContext } from "./start.ts";

/** Makes one tool be there, as `start` does for those of the core; does nothing twice. */
export async function tool(
  input: { readonly tool: string },
  context: CommandContext,
): Promise<Ready> {
  const { paths, env, screen } = context;
  const tools = readTools();
  const wanted = tools.filter(({ name }) => name === input.tool);
  if (wanted.length === 0)
    throw unknownTool(
      input.tool,
      tools.map(({ name }) => name),
    );
  openLayout(paths);
  const probes = { ...env, PULUMI_HOME: paths.pulumiHome };
  const ready = await ensure(wanted, { ...context, env: probes, ignored: paths.ignored });
  const [found] = ready;
  if (found === undefined) throw unknownTool(input.tool, []);
  if (found.from === "built") screen.tools(ready);
  return found;
}

function unknownTool(name: string, known: readonly string[]): Fault {
  const meant = suggest(name, known);
  const fix = meant === undefined ? `known: ${known.join(", ")}` : `did you mean ${meant}?`;
  return new Fault({ where: `tool "${name}"`, problem: "is not known", fix });
}
