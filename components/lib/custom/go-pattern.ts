/** `(?i)`: a flag that holds from there to the end of the group it stands in. */
const FLAGS = /\(\?([ims]+)\)/;

/**
 * A pattern as Go reads it (RE2): without JavaScript's `u` flag, and with flags in the middle, which JavaScript writes around
 * what they hold for.
 *
 * @throws SyntaxError for a pattern that JavaScript has no words for
 */
export function goPattern(pattern: string): RegExp {
  let text = pattern;
  for (let found = FLAGS.exec(text); found !== null; found = FLAGS.exec(text)) {
    const [whole, flags = ""] = found;
    const from = found.index + whole.length;
    const end = endOfGroup(text, from);
    text = `${text.slice(0, found.index)}(?${flags}:${text.slice(from, end)})${text.slice(end)}`;
  }
  return new RegExp(text);
}

/** Where the group that is open at `from` is closed; the end of the text when none is. */
function endOfGroup(text: string, from: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(") depth++;
    else if (character === ")" && depth-- === 0) return at;
  }
  return text.length;
}
