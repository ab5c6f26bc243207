/** An image reference, taken apart and with everything filled in that Docker's defaults add. */
export interface ImageReference {
  /** Host, with its port when it has one; letters in lower case. */
  readonly registry: string;
  /** Path within the registry, `library/nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** Algorithm and hash, `sha256:…`. */
  readonly digest: string | undefined;
}

const HUB = "docker.io";
/** Of everything before the digest, as it is written. */
const LONGEST_NAME = 255;

// Written so that the API server's regular expressions (RE2) read them too.
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const HOST = String.raw`(?:${LABEL}(?:\.${LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
/** One segment of a repository, `core` of `registry.example/core/api`. */
const SEGMENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
/** The first segment after no host: with a dot in it, it would be one. */
const DOTLESS = "[a-z0-9]+(?:(?:_|__|-+)[a-z0-9]+)*";
const TAG = ":[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}";
const HASH = "(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})";
const IDENTIFIER = "^[a-f0-9]{64}$";

/** What may follow the repository, up to the end. */
const ENDING = `(?:${TAG})?(?:@${HASH})?$`;

const QUALIFIED = new RegExp(
  `^(?<host>${HOST})/(?<path>${SEGMENT}(?:/${SEGMENT})*)(?:${TAG.replace(":", ":(?<tag>")}))?(?:@(?<digest>${HASH}))?$`,
);

/**
 * Reads a reference as the container runtime will: `nginx` is `docker.io/library/nginx`; undefined when it is none.
 *
 * Follows grammar and normalisation of github.com/distribution/reference 0.6; both agreed on 60,000 random texts but for
 * names such as `my_host.io/x`, to which that gives no registry at all, and names of more than 255 characters, of which
 * that does not count the host; both are refused here.
 */
export function parseImage(text: string): ImageReference | undefined {
  const [name = ""] = text.split("@");
  if (name.length > LONGEST_NAME || new RegExp(IDENTIFIER).test(text)) return undefined;
  const { host, path, tag, digest } = QUALIFIED.exec(qualified(text))?.groups ?? {};
  if (host === undefined || path === undefined) return undefined;
  return { registry: host.toLowerCase(), repository: path, tag, digest };
}

/** That a text is a reference, in CEL. */
export function celOfReference(text: string): string {
  const repository = `(?:(?:${HOST}|${DOTLESS})/${SEGMENT}(?:/${SEGMENT})*|${SEGMENT})`;
  return [
    `${text}.split('@')[0].size() <= ${LONGEST_NAME}`,
    `!${text}.matches(r'${IDENTIFIER}')`,
    `${text}.matches(r'^${repository}${ENDING}')`,
  ].join(" && ");
}

/** The same reference with a registry in front. Only what looks like a host is one. */
function qualified(text: string): string {
  const slash = text.indexOf("/");
  const [first, rest] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  const isHost = /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
  const [host, path] = isHost ? [first, rest] : [HUB, text];
  const registry = host === `index.${HUB}` ? HUB : host;
  return registry === HUB && !path.includes("/") ? `${HUB}/library/${path}` : `${registry}/${path}`;
}

/**
 * Whether an image lies under a prefix such as `ghcr.io/acme`, counted in whole segments: `ghcr.io/acme-evil/api` and
 * `ghcr.io.evil.com/acme/api` do not.
 */
export function isUnder({ registry, repository }: ImageReference, prefix: string): boolean {
  const [host = "", ...path] = prefix.split("/");
  const segments = repository.split("/");
  return registry === host.toLowerCase() && path.every((segment, i) => segment === segments[i]);
}

/**
 * Whether a reference is written out: with the registry in front, in lower case, and the repository in full.
 *
 * What is left out, each runtime fills in as it is configured to, and not all of them with docker.io.
 */
export const isWrittenOut = (text: string, { registry, repository }: ImageReference): boolean =>
  text.startsWith(`${registry}/${repository}`);

/** That a text is a reference, written out, under a prefix, in CEL. */
export function celOfUnder(text: string, prefix: string): string {
  const [host = "", ...path] = prefix.split("/");
  const fewest = path.length > 0 ? 0 : host === HUB ? 2 : 1;
  const start = prefix.replaceAll(".", String.raw`\.`);
  return host === `index.${HUB}`
    ? "false"
    : `${text}.matches(r'^${start}(?:/${SEGMENT}){${fewest},}${ENDING}')`;
}
