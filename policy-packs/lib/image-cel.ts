import { celText } from "./admission.ts";
import { HASH, IDENTIFIER, LONGEST, LONGEST_REPOSITORY, REFERENCE } from "./image.ts";

const matches = (text: string, form: RegExp): string => `${text}.matches(${celText(form.source)})`;
const HOST = "q.substring(0, q.indexOf('/'))";
const REST = "q.substring(q.indexOf('/'))";

/** What `parseImage` does, in CEL: the references of `images`, qualified, with an empty text for each that is none. */
export const referencesOf = (images: string): string =>
  [
    images,
    `map(i, ${matches("i", IDENTIFIER)} || size(i) > ${LONGEST} ? '' : ${isHost("i")} ? i : 'docker.io/' + i)`,
    "map(q, q.startsWith('index.docker.io/') ? q.substring(6) : q)",
    "map(q, q.startsWith('docker.io/') && q.lastIndexOf('/') == 9 ? 'docker.io/library' + q.substring(9) : q)",
    `map(q, ${matches("q", REFERENCE)} && ${DIGEST} && ${REPOSITORY} ? ${HOST}.lowerAscii() + ${REST} : '')`,
  ].join(".");

/** Only what looks like a host is one. */
const isHost = (i: string): string =>
  `(${i}.contains('/') && [${i}.split('/')[0]].exists(h, h.matches('[.:]') || h == 'localhost' || h != h.lowerAscii()))`;

const DIGEST = `(!q.contains('@') || ${matches("q.split('@')[1]", HASH)})`;
const REPOSITORY = `size(${REST}.split('@')[0].split(':')[0]) <= ${LONGEST_REPOSITORY + 1}`;

/** What `isUnder` does, for a qualified reference. A prefix without a path is a whole host, port included. */
export function underCel(reference: string, prefix: string): string {
  const [host = "", ...path] = prefix.split("/");
  const whole = [host.toLowerCase(), ...path]
    .join("/")
    .replace(/[.\\+?^$(){}[\]|]/g, String.raw`\$&`);
  const end = path.length === 0 ? "/" : "([/:@]|$)";
  return `${reference}.matches(${celText(`^${whole}${end}`)})`;
}
