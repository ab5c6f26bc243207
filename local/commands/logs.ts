import { spawn } from "node:child_process";

import { Fault } from "../../lib/fault.ts";
import { type Component, components } from "../control-plane/components.ts";
import { logOf, tail } from "../control-plane/logs.ts";
import { clusterName } from "../layout.ts";
import type { CommandContext } from "./start.ts";

export interface LogsInput {
  readonly component: string | undefined;
  readonly cluster: string;
  /** Lines from the end of each log. */
  readonly lines: number;
  readonly follow: boolean;
}

/** The last lines of one component's log, or of all with a heading each; `follow` keeps on printing one. */
export async function logs(
  input: LogsInput,
  { paths }: Pick<CommandContext, "paths">,
  print: (line: string) => void,
): Promise<void> {
  const cluster = clusterName(input.cluster);
  const asked = input.component === undefined ? components : [known(input.component)];
  const shown = asked.map((component) => {
    return { component, lines: tail(paths, logOf(paths, cluster, component), input.lines) };
  });
  if (shown.every(({ lines }) => lines.length === 0)) {
    throw new Fault({
      where: `cluster ${cluster}`,
      problem: "has written no log",
      fix: `node local/cli.ts start ${cluster} makes it, status ${cluster} says how it is`,
    });
  }
  for (const { component, lines } of shown) {
    if (shown.length > 1) print(`==> ${component}`);
    for (const line of lines) print(line);
  }
  if (input.follow && input.component !== undefined) {
    await followed(logOf(paths, cluster, known(input.component)));
  }
}

function known(name: string): Component {
  const component = components.find((each) => each === name);
  if (component !== undefined) return component;
  throw new Fault({
    where: `component "${name}"`,
    problem: "is not part of a control plane",
    fix: `use one of ${components.join(", ")}`,
  });
}

/** tail(1) is on every system this runs on, and ends with us on Ctrl-C. */
function followed(path: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn("tail", ["-n", "0", "-F", path], {
      stdio: ["ignore", "inherit", "ignore"],
    });
    child.on("close", () => {
      resolve();
    });
  });
}
