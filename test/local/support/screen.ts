import type { TextStream } from "../../../lib/terminal.ts";
import { terminal } from "../../../lib/terminal.ts";
import { type Screen, screen } from "../../../local/screen.ts";

/** The real screen over a stream that is no terminal, and what was printed on it. */
export function recordedScreen(): { screen: Screen; lines: () => string[] } {
  let text = "";
  const stream: TextStream = { write: (part) => (text += part) };
  return { screen: screen(terminal(stream, {})), lines: () => text.split("\n").slice(0, -1) };
}
