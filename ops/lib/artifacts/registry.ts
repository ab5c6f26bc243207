import { Fault } from "../../../lib/fault.ts";

/** A tag in a registry. */
export interface TaggedImage {
  /** Registry and repository, written out. */
  readonly image: string;
  readonly tag: string;
}

/** What a tag may stand for: a list of platforms, or one manifest. */
const ACCEPT = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TIMEOUT_MS = 30_000;

/**
 * The digest a registry has for a tag, by the OCI distribution API; a token is asked for anonymously where one is wanted.
 *
 * @throws Fault when the registry cannot be reached, knows no such tag, or answers without a digest
 */
export async function digestOf(one: TaggedImage, signal: AbortSignal): Promise<string> {
  const address = manifestAddress(one);
  const head = { method: "HEAD", headers: { accept: ACCEPT } };
  let answer = await ask(one, address, head, signal);
  if (answer.status === 401) {
    const authorization = `Bearer ${await tokenFor(one, answer, signal)}`;
    answer = await ask(
      one,
      address,
      { ...head, headers: { ...head.headers, authorization } },
      signal,
    );
  }
  if (answer.status === 404) throw fault(one, "the registry has no such tag", "correct the tag");
  if (!answer.ok) throw fault(one, `the registry answers ${answer.status}`, "try again later");
  const digest = answer.headers.get("docker-content-digest") ?? "";
  if (DIGEST.test(digest)) return digest;
  throw fault(
    one,
    "the registry names no digest",
    "ask the registry's operators, or mirror the image",
  );
}

/** Docker Hub's registry has another name than its images. */
function manifestAddress({ image, tag }: TaggedImage): URL {
  const [host = "", ...path] = image.split("/");
  const server = host === "docker.io" ? "registry-1.docker.io" : host;
  const scheme = /^127\.0\.0\.1(?::|$)/.test(server) ? "http" : "https";
  return new URL(`${scheme}://${server}/v2/${path.join("/")}/manifests/${tag}`);
}

/** An anonymous token from where the registry says: `Bearer realm="...",service="...",scope="..."`. */
async function tokenFor(one: TaggedImage, answer: Response, signal: AbortSignal): Promise<string> {
  const challenge = answer.headers.get("www-authenticate") ?? "";
  const said = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
  );
  const realm = said["realm"] ?? "";
  if (!/^bearer /i.test(challenge) || !URL.canParse(realm)) {
    throw fault(one, "the registry wants a login", "mirror the image where none is wanted");
  }
  const address = new URL(realm);
  if (address.protocol !== "https:" && address.hostname !== "127.0.0.1") {
    throw fault(
      one,
      `the registry asks for a token over ${address.protocol}`,
      "use another registry",
    );
  }
  const [, ...path] = one.image.split("/");
  address.searchParams.set("service", said["service"] ?? "");
  address.searchParams.set("scope", said["scope"] ?? `repository:${path.join("/")}:pull`);
  const got = await ask(one, address, { method: "GET" }, signal);
  const body: unknown = got.ok ? await got.json().catch(() => undefined) : undefined;
  const { token, access_token: other } = (body ?? {}) as Record<string, unknown>;
  const found = token ?? other;
  if (typeof found === "string") return found;
  throw fault(one, `${address.host} gives no token (${got.status})`, "try again later");
}

async function ask(
  one: TaggedImage,
  address: URL,
  request: RequestInit,
  signal: AbortSignal,
): Promise<Response> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    return await fetch(address, { ...request, signal: limit });
  } catch (error) {
    signal.throwIfAborted();
    const { cause, name } = error as Error & { cause?: { code?: string } };
    const problem = `${address.host} cannot be reached (${cause?.code ?? name})`;
    throw fault(one, problem, "run it where the registry can be reached", error);
  }
}

const fault = ({ image, tag }: TaggedImage, problem: string, fix: string, cause?: unknown) =>
  new Fault({ where: `${image}:${tag}`, problem, fix, cause });
