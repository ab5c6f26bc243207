/** Takes one line feed off the end of a value that has no other: `echo` adds it; keys of several lines need theirs. */
export function withoutEcho(value: Buffer): Buffer {
  const text = value.toString("latin1");
  if (text.indexOf("\n") !== text.length - 1) return value;
  return value.subarray(0, text.endsWith("\r\n") ? -2 : -1);
}
