import { spawn } from "node:child_process";

import { Fault } from "../../lib/fault.ts";
import { components } from "../control-plane/components.ts";
import { controllerNames } from "../controllers/controllers.ts";
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
  const asked = input.component === undefined ? logged : [known(input.component)];
  const every = asked.map((component) => {
    return { component, lines: tail(paths, logOf(paths, cluster, component), input.lines) };
  });
  // A controller that never ran is left out; the control plane is shown whole.
  const shown = every.filter(
    ({ component, lines }) => lines.length > 0 || components.some((each) => each === component),
  );
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

/** What writes a log: the control plane, then the controllers. */
const logged = [...components, ...controllerNames] as const;

function known(name: string): (typeof logged)[number] {
  const component = logged.find((each) => each === name);
  if (component !== undefined) return component;
  throw new Fault({
    where: `component "${name}"`,
    problem: "is not part of a local environment",
    fix: `use one of ${logged.join(", ")}`,
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
