import { Fault } from "../../lib/fault.ts";
import { sessionEnvironment, unset } from "../session.ts";
import { type CommandContext } from "./start.ts";
import { status } from "./status.ts";

/** The variables of a cluster that serves; refuses one that does not, since its UID would be unproven. */
export async function session(
  input: { readonly cluster: string },
  { paths, env }: Pick<CommandContext, "paths" | "env">,
): Promise<Readonly<Record<string, string>>> {
  const { state, uid } = await status(input, { paths, env });
  if (state === "serving" && uid !== undefined) {
    return sessionEnvironment(paths, input.cluster, uid, env);
  }
  throw new Fault({
    where: `cluster ${input.cluster}`,
    problem: `is ${state}`,
    fix: `node local/cli.ts start ${input.cluster}`,
    exit: 1,
  });
}

/** The variables as lines for a shell's `eval`. */
export function renderExports(variables: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return [`unset ${unset.join(" ")}`, ...lines];
}

const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
