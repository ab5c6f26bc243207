import * as fc from "fast-check";

import { isUnder, parseImage } from "../../../policy-packs/lib/image.ts";

const HASH = "4b".repeat(32);

describe("parseImage", () => {
  it.each([
    ["nginx", "docker.io", "library/nginx", undefined, undefined],
    ["nginx:1.29", "docker.io", "library/nginx", "1.29", undefined],
    ["docker.io/nginx", "docker.io", "library/nginx", undefined, undefined],
    ["index.docker.io/nginx", "docker.io", "library/nginx", undefined, undefined],
    ["acme/api", "docker.io", "acme/api", undefined, undefined],
    ["localhost/api", "localhost", "api", undefined, undefined],
    ["localhost:5000/api:v1", "localhost:5000", "api", "v1", undefined],
    ["[::1]:5000/api", "[::1]:5000", "api", undefined, undefined],
    ["Ghcr/api", "ghcr", "api", undefined, undefined],
    ["ghcr.io/a/b/c", "ghcr.io", "a/b/c", undefined, undefined],
    [`api@sha256:${HASH}`, "docker.io", "library/api", undefined, `sha256:${HASH}`],
    [`a.b/c:1@sha256:${HASH}`, "a.b", "c", "1", `sha256:${HASH}`],
    [`api@sha512:${HASH}${HASH}`, "docker.io", "library/api", undefined, `sha512:${HASH}${HASH}`],
  ])("reads %s", (text, registry, repository, tag, digest) => {
    expect(parseImage(text)).toEqual({ registry, repository, tag, digest });
  });

  it.each([
    "",
    " nginx",
    "nginx ",
    "nginx\n",
    "Nginx",
    "acme/Api",
    "acme//api",
    "/api",
    "api/",
    "acme/api:",
    "api:-x",
    `api:${"x".repeat(129)}`,
    "api@",
    "api@sha256:4b",
    `api@sha256:${HASH.toUpperCase()}`,
    `api@md5:${"4b".repeat(16)}`,
    `api@sha256:${HASH}@sha256:${HASH}`,
    HASH,
    "a".repeat(256),
    "http://ghcr.io/acme/api",
    "my_host.io/api",
    "ghcr.io:port/api",
  ])("refuses %j", (text) => {
    expect(parseImage(text)).toBeUndefined();
  });

  it("answers at once for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => {
        const parsed = parseImage(text);

        return parsed === undefined || text.includes(parsed.repository.split("/").at(-1) ?? " ");
      }),
    );
    expect(parseImage(`${"a-".repeat(100_000)}!`)).toBeUndefined();
  });

  it("reads every reference it takes apart back to the same parts", () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const host = fc.stringMatching(/^[a-z0-9]{1,8}\.(io|example)(:[0-9]{2,4})?$/);
    const path = fc.array(word, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(host, path, fc.option(word), fc.boolean(), (registry, names, tag, pinned) => {
        const repository = names.join("/");
        const suffix = `${tag === null ? "" : `:${tag}`}${pinned ? `@sha256:${HASH}` : ""}`;

        const parsed = parseImage(`${registry}/${repository}${suffix}`);

        expect(parsed).toEqual({
          registry,
          repository,
          tag: tag ?? undefined,
          digest: pinned ? `sha256:${HASH}` : undefined,
        });
      }),
    );
  });
});

describe("isUnder", () => {
  it("never matches when a prefix is continued within its last segment", () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    fc.assert(
      fc.property(name, name, name, (host, team, more) => {
        const reference = { registry: `${host}.io`, tag: undefined, digest: undefined };
        const prefix = `${host}.io/${team}`;

        expect(isUnder({ ...reference, repository: `${team}/api` }, prefix)).toBe(true);
        expect(isUnder({ ...reference, repository: `${team}${more}/api` }, prefix)).toBe(false);
        expect(isUnder({ ...reference, repository: `x${team}/api` }, prefix)).toBe(false);
        expect(
          isUnder(
            { ...reference, registry: `${host}.io.${more}`, repository: `${team}/api` },
            prefix,
          ),
        ).toBe(false);
      }),
    );
  });
});
