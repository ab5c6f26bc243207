import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";

/** A registry on loopback that keeps everything in memory. */
export interface Registry {
  /** `localhost:<port>`; clients speak plain HTTP to it because of that name. */
  readonly host: string;
  /** Stores an image without layers under a name, and returns its digest. */
  readonly push: (name: string) => string;
  /** Writes a repository with all that refers to its images as an OCI layout, as copying tools do. */
  readonly writeLayout: (name: string, folder: string) => void;
  readonly close: () => Promise<void>;
}

interface Manifest {
  readonly type: string;
  readonly bytes: Buffer;
}

const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/**
 * Serves as much of the OCI distribution specification as pushing and pulling needs: blobs, manifests, referrers
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md).
 */
export async function registry(): Promise<Registry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Manifest>();
  const uploads = new Map<string, Buffer[]>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", url = "/" } = request;
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const body = await bodyOf(request);
    const send = (status: number, headers: Record<string, string> = {}, bytes?: Buffer) => {
      response.writeHead(status, { "Content-Length": String(bytes?.length ?? 0), ...headers });
      response.end(method === "HEAD" ? undefined : bytes);
    };
    const [, name = "", kind, reference = ""] =
      /^\/v2\/(.+)\/(blobs|manifests|referrers|uploads)\/?([^/]*)$/.exec(pathname) ?? [];
    if (pathname === "/v2/") {
      send(200);
    } else if (kind === "uploads") {
      const id = reference === "" ? String(uploads.size) : reference;
      const parts = [...(uploads.get(id) ?? []), body];
      uploads.set(id, parts);
      if (method === "PUT") {
        const bytes = Buffer.concat(parts);
        blobs.set(digestOf(bytes), bytes);
        const matches = digestOf(bytes) === searchParams.get("digest");
        send(matches ? 201 : 400, { "Docker-Content-Digest": digestOf(bytes) });
      } else {
        send(202, { Location: `/v2/${name.replace(/\/blobs$/, "")}/blobs/uploads/${id}` });
      }
    } else if (kind === "blobs") {
      const bytes = blobs.get(reference);
      send(bytes === undefined ? 404 : 200, {}, bytes);
    } else if (kind === "manifests" && method === "PUT") {
      const digest = digestOf(body);
      const manifest = { type: request.headers["content-type"] ?? "", bytes: body };
      for (const key of [digest, reference]) manifests.set(`${name} ${key}`, manifest);
      const { subject } = JSON.parse(body.toString()) as { subject?: { digest: string } };
      const told = subject === undefined ? {} : { "OCI-Subject": subject.digest };
      send(201, { "Docker-Content-Digest": digest, ...told });
    } else if (kind === "manifests") {
      const found = manifests.get(`${name} ${reference}`);
      if (found === undefined) send(404);
      else {
        const digest = digestOf(found.bytes);
        const headers = { "Content-Type": found.type, "Docker-Content-Digest": digest };
        send(200, headers, found.bytes);
      }
    } else if (kind === "referrers") {
      const type = "application/vnd.oci.image.index.v1+json";
      const index = { schemaVersion: 2, mediaType: type, manifests: referrers(name, reference) };
      send(200, { "Content-Type": type }, Buffer.from(JSON.stringify(index)));
    } else send(404);
  };

  const referrers = (name: string, digest: string): object[] =>
    [...manifests]
      .filter(([key]) => key.startsWith(`${name} sha256:`))
      .flatMap(([, { type, bytes }]) => {
        const { subject, artifactType, config, annotations } = JSON.parse(bytes.toString()) as {
          subject?: { digest: string };
          artifactType?: string;
          config?: { mediaType: string };
          annotations?: object;
        };
        if (subject?.digest !== digest) return [];
        const facts = { mediaType: type, digest: digestOf(bytes), size: bytes.length };
        return [{ ...facts, artifactType: artifactType ?? config?.mediaType, annotations }];
      });

  const push = (name: string): string => {
    const config = Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", name }));
    blobs.set(digestOf(config), config);
    const of = { mediaType: CONFIG, size: config.length, digest: digestOf(config) };
    const type = MANIFEST;
    const bytes = Buffer.from(
      JSON.stringify({ schemaVersion: 2, mediaType: type, config: of, layers: [] }),
    );
    manifests.set(`${name} ${digestOf(bytes)}`, { type, bytes });
    return digestOf(bytes);
  };

  const writeLayout = (name: string, folder: string): void => {
    const held = [...manifests].filter(([key]) => key.startsWith(`${name} sha256:`));
    const put = (file: string, bytes: Buffer | string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), bytes);
    };
    const blobFile = (digest: string) => `blobs/${digest.replace(":", "/")}`;
    put("oci-layout", JSON.stringify({ imageLayoutVersion: "1.0.0" }));
    for (const [digest, bytes] of blobs) put(blobFile(digest), bytes);
    for (const [, { bytes }] of held) put(blobFile(digestOf(bytes)), bytes);
    const index = held.map(([, { type, bytes }]) => ({
      mediaType: type,
      digest: digestOf(bytes),
      size: bytes.length,
    }));
    put("index.json", JSON.stringify({ schemaVersion: 2, manifests: index }));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    push,
    writeLayout,
    host: `localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
