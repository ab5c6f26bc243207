import type { ChildProcess } from "node:child_process";

/** What happens on Ctrl-C: the first asks the engine to stop in order, the second ends it. */
export interface Interrupt {
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  /** Registers a process that the second interrupt kills, with everything it started. */
  readonly watch: (child: ChildProcess) => void;
  /** Stops listening. */
  readonly dispose: () => void;
}

/** Where interrupts come from; `process` is one. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Listens for interrupts; `onFirst` and `onSecond` tell the person what happens. */
export function interrupt(
  source: SignalSource,
  { onFirst, onSecond }: { readonly onFirst: () => void; readonly onSecond: () => void },
  kill: (group: number) => void = killGroup,
): Interrupt {
  const controller = new AbortController();
  const running = new Set<number>();
  const listener = () => {
    if (!controller.signal.aborted) {
      onFirst();
      controller.abort();
      return;
    }
    onSecond();
    for (const pid of running) kill(pid);
  };
  for (const signal of signals) source.on(signal, listener);

  return {
    signal: controller.signal,
    watch: (child) => {
      const { pid } = child;
      if (pid === undefined) return;
      running.add(pid);
      child.once("close", () => running.delete(pid));
    },
    dispose: () => {
      for (const signal of signals) source.off(signal, listener);
    },
  };
}

/** The engine leads a process group of its own; killing the group takes its plugins along. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
