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
    const inner = flags.includes("i") ? caseless(text.slice(from, end)) : text.slice(from, end);
    const rest = flags.replace("i", "");
    text = `${text.slice(0, found.index)}(?${rest}:${inner})${text.slice(end)}`;
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

/** Each letter in both its cases. JavaScript's own flag inside a group has been seen to miss a match, once in many runs. */
function caseless(pattern: string): string {
  let inClass = false;
  return pattern.replace(
    /\\.|\(\?[a-zA-Z]*|\[\^?|\]|[a-z]-[a-z]|[A-Z]-[A-Z]|[a-zA-Z]/gs,
    (found) => {
      if (/^[\\(]/.test(found)) return found;
      if (found.startsWith("[")) inClass = true;
      else if (found === "]") inClass = false;
      else if (inClass) return found.toLowerCase() + found.toUpperCase();
      // Outside of a class, a dash between letters is a dash.
      else return found.replace(/[a-zA-Z]/g, (one) => `[${one.toLowerCase()}${one.toUpperCase()}]`);
      return found;
    },
  );
}
