import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readImages } from "../../../lib/artifacts/images.ts";
import type { LockedImage } from "../../../lib/artifacts/images-schema.ts";
import { withLock } from "../../../lib/lock.ts";
import {
  artifactsResolve,
  artifactsResolveOutcome,
  imagesText,
} from "../../../ops/commands/artifacts-resolve.ts";
import { screenOf } from "../support/releases.ts";

const [ONE, TWO] = [`sha256:${"1".repeat(64)}`, `sha256:${"2".repeat(64)}`];

describe("ops artifacts resolve", () => {
  let root: string;
  let server: Server;
  let host: string;
  let respond: (request: IncomingMessage, response: ServerResponse) => void;
  const path = () => join(root, "artifacts/images.lock.json");
  const ports = () => ({
    root,
    signal: new AbortController().signal,
    now: () => new Date("2026-11-28T23:00:00Z"),
    screen: {
      width: 120,
      motion: false,
      row: () => undefined,
      lines: () => undefined,
      status: () => undefined,
      paint: (_: unknown, text: string) => text,
    },
  });
  const write = (...images: readonly LockedImage[]) => {
    writeFileSync(path(), imagesText(images));
  };
  const empty = (image = `${host}/acme/tool`, tag = "v1"): LockedImage => ({
    ...{ image, tag, state: "empty", note: "nobody wrote it down" },
  });
  const entry = () => readImages(join(root, "artifacts")).get(`${host}/acme/tool:v1`);

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "intelgraph-images-"));
    mkdirSync(join(root, "artifacts"));
    respond = (request, response) => {
      const known = request.url === "/v2/acme/tool/manifests/v1" && request.method === "HEAD";
      response.writeHead(known ? 200 : 404, known ? { "docker-content-digest": ONE } : {}).end();
    };
    server = createServer((request, response) => {
      respond(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = server.address();
    host = `127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}`;
  });
  afterEach(() => {
    server.close();
    rmSync(root, { recursive: true, force: true });
  });

  it("locks what the registry says, with the day and the registry", async () => {
    write(empty());

    const outcome = artifactsResolveOutcome(await artifactsResolve(ports()));

    expect(entry()).toEqual({
      image: `${host}/acme/tool`,
      tag: "v1",
      state: "resolved",
      digest: ONE,
      sources: [host],
      resolved: "2026-11-28",
    });
    expect([outcome.exit, screenOf(outcome)]).toEqual([0, ["", "1 image resolved"]]);
  });

  it("asks for an anonymous token where the registry wants one", async () => {
    write(empty());
    respond = (request, response) => {
      const url = new URL(request.url ?? "", `http://${host}`);
      if (url.pathname === "/token") {
        const granted =
          url.searchParams.get("service") === "registry" &&
          url.searchParams.get("scope") === "repository:acme/tool:pull";
        response.end(JSON.stringify(granted ? { token: "sesame" } : {}));
      } else if (request.headers.authorization === "Bearer sesame") {
        response.writeHead(200, { "docker-content-digest": ONE }).end();
      } else {
        const challenge = `Bearer realm="http://${host}/token",service="registry",scope="repository:acme/tool:pull"`;
        response.writeHead(401, { "www-authenticate": challenge }).end();
      }
    };

    await artifactsResolve(ports());

    expect(entry()).toMatchObject({ state: "resolved", digest: ONE });
  });

  it("takes the registry's word over records, and says so", async () => {
    const image = `${host}/acme/tool`;
    write({ image, tag: "v1", state: "recorded", digest: TWO, sources: ["one", "another"] });

    const outcome = artifactsResolveOutcome(await artifactsResolve(ports()));

    expect(entry()).toMatchObject({ state: "resolved", digest: ONE });
    expect(screenOf(outcome)).toContain(
      `${image}:v1: the records were wrong, the registry's digest is taken`,
    );
  });

  it("is idempotent: what was resolved keeps its day", async () => {
    write(empty());
    await artifactsResolve(ports());
    const before = readFileSync(path(), "utf8");

    await artifactsResolve({ ...ports(), now: () => new Date("2027-01-01") });

    expect(readFileSync(path(), "utf8")).toBe(before);
  });

  it("refuses a tag that moved, and changes nothing", async () => {
    const image = `${host}/acme/tool`;
    const resolved = "2026-11-01";
    write({ image, tag: "v1", state: "resolved", digest: TWO, sources: [host], resolved });
    const before = readFileSync(path(), "utf8");

    await expect(artifactsResolve(ports())).rejects.toMatchObject({
      message: `${image}:v1: the tag moved: the registry says ${ONE}, and said ${TWO} before; find out why; when it is meant, set the entry in artifacts/images.lock.json to empty and run this again`,
      exit: 1,
    });
    expect(readFileSync(path(), "utf8")).toBe(before);
  });

  it.each([
    ["no such tag", 404, {}, "the registry has no such tag; correct the tag"],
    ["no digest", 200, {}, "the registry names no digest"],
    ["trouble", 503, {}, "the registry answers 503; try again later"],
    [
      "a login",
      401,
      { "www-authenticate": 'Basic realm="x"' },
      "the registry wants a login; mirror the image where none is wanted",
    ],
    [
      "something else",
      200,
      { "docker-content-digest": "sha256:12" },
      "the registry names no digest",
    ],
  ])("changes nothing when the registry answers with %s", async (_, status, headers, says) => {
    write(empty());
    const before = readFileSync(path(), "utf8");
    respond = (_request, response) => {
      response.writeHead(status, headers).end();
    };

    await expect(artifactsResolve(ports())).rejects.toThrow(`${host}/acme/tool:v1: ${says}`);

    expect(readFileSync(path(), "utf8")).toBe(before);
  });

  it("tells every image whose registry cannot be reached, and locks none of the others", async () => {
    write(empty(), empty("127.0.0.1:1/acme/a"), empty("127.0.0.1:1/acme/b"));

    const error = await artifactsResolve(ports()).catch((reason: unknown) => reason);

    const says = (error as AggregateError).errors.map(({ message }: Error) => message);
    expect(says).toHaveLength(2);
    for (const [index, name] of ["a", "b"].entries()) {
      expect(says[index]).toMatch(
        new RegExp(
          `^127\\.0\\.0\\.1:1/acme/${name}:v1: 127\\.0\\.0\\.1:1 cannot be reached \\(\\w+\\); run it where the registry can be reached$`,
        ),
      );
    }
    expect(entry()).toMatchObject({ state: "empty" });
  });

  describe("while somebody else changes the lock", () => {
    /** Answers, and writes the lock first. */
    const writing = (...images: readonly LockedImage[]) => {
      respond = (_request, response) => {
        write(...images);
        response.writeHead(200, { "docker-content-digest": ONE }).end();
      };
    };

    it("leaves what was added meanwhile", async () => {
      write(empty());
      writing(empty(), empty("quay.io/acme/added"));

      await artifactsResolve(ports());

      expect(entry()).toMatchObject({ state: "resolved", digest: ONE });
      expect(readImages(join(root, "artifacts")).get("quay.io/acme/added:v1")).toMatchObject({
        state: "empty",
      });
    });

    it("changes nothing when what it asked for was changed", async () => {
      const note = "somebody looked again";
      write(empty());
      writing({ ...empty(), note } as LockedImage);

      await expect(artifactsResolve(ports())).rejects.toThrow(
        `artifacts/images.lock.json: ${host}/acme/tool:v1 was changed while the network was asked, and is left as it is now; look at it, and run this again`,
      );
      expect(entry()).toMatchObject({ state: "empty", note });
    });

    it("waits for its turn, says so, and stops waiting when it is told to", async () => {
      write(empty());
      const rows: string[] = [];
      const stop = new AbortController();
      const row = (label: string, text: string) => {
        rows.push(`${label} ${text}`);
        stop.abort();
      };
      const waiting = {
        ...ports(),
        signal: stop.signal,
        screen: { ...ports().screen, row },
      };

      await withLock(join(root, ".local/images.lock"), "resolving of images", async () => {
        await expect(artifactsResolve(waiting)).rejects.toThrow(/abort/i);
      });

      expect(rows).toEqual([
        `waiting for resolving of images, process ${process.pid} (Ctrl-C stops waiting)`,
      ]);
      expect(entry()).toMatchObject({ state: "empty" });
    });
  });
});
