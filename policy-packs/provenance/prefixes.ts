/** A prefix of images such as `ghcr.io/acme`: a host that nobody takes for a path, then segments of a repository. */
const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
const PREFIX = `(localhost|${LABEL}([.]${LABEL})+|${LABEL}([.]${LABEL})*:[0-9]+)(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*`;

/** Of a setting that is such a prefix. */
export const PREFIX_PATTERN = `^${PREFIX}$`;

/** Of a setting `<mirror>=<source>`, a prefix each. */
export const MIRROR_PATTERN = `^${PREFIX}=${PREFIX}$`;

/**
 * Everything under which an image may lie: the allowed prefixes, and what of each mirror stands for something allowed.
 *
 * A mirror allows nothing by itself: `mirror.example/hub=docker.io` beside `docker.io/acme` allows `mirror.example/hub/acme`
 * and nothing else of the mirror.
 */
export function allowedPrefixes(
  registries: readonly string[],
  mirrors: readonly string[],
): readonly string[] {
  const mirrored = mirrors.flatMap((mirror) => {
    const [at = "", source = ""] = mirror.split("=");
    return registries.flatMap((registry) => {
      if (`${source}/`.startsWith(`${registry}/`)) return [at];
      return registry.startsWith(`${source}/`) ? [`${at}${registry.slice(source.length)}`] : [];
    });
  });
  return [...new Set([...registries, ...mirrored])];
}

/** Images, `<repository>@<digest>`, under their own names and under those that mirrors give them. */
export const mirroredNames = (
  images: readonly string[],
  mirrors: readonly string[],
): readonly string[] =>
  images.flatMap((image) => [
    image,
    ...mirrors.flatMap((mirror) => {
      const [at = "", source = ""] = mirror.split("=");
      return image.startsWith(`${source}/`) ? [`${at}${image.slice(source.length)}`] : [];
    }),
  ]);
