import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** Asks a question on a terminal and shows nothing of the answer, as it is typed or after. */
export async function askHidden(
  question: string,
  { input, output, signal }: Terminal,
): Promise<string> {
  // Readline echoes what is typed to its output; with `terminal` it also keeps the terminal itself from echoing.
  const mute = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input, output: mute, terminal: true, historySize: 0 });
  // In this mode Ctrl-C is a character like any other until somebody makes a signal of it.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  output.write(question);
  try {
    return await lines.question("", { signal });
  } finally {
    lines.close();
    output.write("\n");
  }
}
