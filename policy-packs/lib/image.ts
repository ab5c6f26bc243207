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
export const LONGEST_REPOSITORY = 255;
/** Longer than any valid reference: keeps the expressions below from working on nonsense. */
export const LONGEST = 1024;

const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const HOST = String.raw`(?:${LABEL}(?:\.${LABEL})*|\[[a-fA-F0-9:]+\])(?::\d+)?`;
const COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
/** The grammar of a reference with its registry in front. */
export const REFERENCE = new RegExp(
  String.raw`^(?<host>${HOST})/(?<path>${COMPONENT}(?:/${COMPONENT})*)` +
    String.raw`(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[^@]+))?$`,
);
export const HASH = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;
export const IDENTIFIER = /^[a-f0-9]{64}$/;

/**
 * Reads a reference as the container runtime will: `nginx` is `docker.io/library/nginx`; undefined when it is none.
 *
 * Follows grammar and normalisation of github.com/distribution/reference 0.6; both agreed on 60,000 random texts but
 * for names such as `my_host.io/x`, to which that gives no registry at all and which are refused here.
 */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > LONGEST || IDENTIFIER.test(text)) return undefined;
  const groups = REFERENCE.exec(qualified(text))?.groups;
  const { host, path, tag, digest } = groups ?? {};
  if (host === undefined || path === undefined || path.length > LONGEST_REPOSITORY)
    return undefined;
  if (digest !== undefined && !HASH.test(digest)) return undefined;
  return { registry: host.toLowerCase(), repository: path, tag, digest };
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
