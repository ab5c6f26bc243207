import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { writeLock } from "../../ops/lib/artifacts/write-lock.ts";

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A manifest with one object, which its version tells apart. */
export const manifest = (version: string): string =>
  `# of ${version}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {version: "${version}"}\n`;

/** What the cache keeps of that manifest. */
export const objects = (version: string): string =>
  JSON.stringify([
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { version } },
  ]);

/** A root with a lock, a cache, and a `go` that knows two versions of a module. */
export interface ArtifactsRoot {
  readonly root: string;
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes a lock over a file of the module in that version. */
  lock(version: string, source?: object): void;
  /** Writes a lock of these images. */
  images(...images: readonly object[]): void;
  /** Puts other bytes into the module. */
  publish(version: string, text: string): void;
  /** Has a module in Go's own cache, with these bytes, whatever was published. */
  inGoCache(version: string, text: string): void;
  dispose(): void;
}

/**
 * A `go` that finds modules below a folder, and says what Go says where it finds none. Into a cache that is named it
 * brings what was published, and what its checksum database answers.
 */
const fakeGo = (modules: string, published: string) => `#!/bin/sh
case "$1" in
mod)
  at="\${4##*@}"
  if [ -n "$GOMODCACHE" ] && [ -d "${published}/$at" ] && [ "$GOPROXY" != off ]; then
    echo "$GOMODCACHE $GOFLAGS" >> "${published}/asked"
    mkdir -p "$GOMODCACHE"
    cp -R "${published}/$at" "$GOMODCACHE/$at"
    if [ "$GOSUMDB" != off ]; then
      answers="$GOMODCACHE/cache/download/sumdb/sum.example.com/lookup/example.com"
      mkdir -p "$answers"
      printf '1\\nexample.com/tool %s %s\\n' "$at" "\${FAKE_SUM:-h1:sum=}" > "$answers/tool@$at"
    fi
    printf '{"Dir": "%s", "Sum": "h1:sum="}\\n' "$GOMODCACHE/$at"
    exit 0
  fi
  folder="${modules}/$at"
  if [ "$GOPROXY" = off ] && [ ! -e "$folder/cached" ] || [ ! -d "$folder" ]; then
    printf '{"Error": "%s: module lookup disabled by GOPROXY=off"}\\n' "$4"
    exit 1
  fi
  printf '{"Dir": "%s"}\\n' "$folder"
  ;;
list) printf '%s v1.0.0 v1.0.1 v1.1.0-rc.1 v2.0.0\\n' "$4" ;;
esac
`;

export function artifactsRoot(): ArtifactsRoot {
  const root = mkdtempSync(join(tmpdir(), "intelgraph-artifacts-"));
  const modules = join(root, "modules");
  const published = join(root, "published");
  const bin = join(root, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "go"), fakeGo(modules, published));
  chmodSync(join(bin, "go"), 0o755);
  const putInto = (folder: string, version: string, text: string) => {
    const path = join(folder, version, "manifests/install.yaml");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const publish = (version: string, text: string) => {
    putInto(modules, version, text);
    putInto(published, version, text);
  };
  publish("v1.0.0", manifest("v1.0.0"));
  publish("v1.0.1", manifest("v1.0.1"));
  const fixture: ArtifactsRoot = {
    root,
    cache: join(root, "cache/artifacts"),
    env: { PATH: `${bin}:${process.env.PATH ?? ""}`, INTELGRAPH_CACHE: join(root, "cache") },
    publish,
    inGoCache: (version, text) => {
      putInto(modules, version, text);
      writeFileSync(join(modules, version, "cached"), "");
    },
    lock: (version, source = { module: "example.com/tool", path: "manifests/install.yaml" }) => {
      const hashes = { sha256: digest(manifest(version)), objects: digest(objects(version)) };
      const files = { install: { sources: [{ ...source, ...hashes }] } };
      writeLock(root, { tool: { version, files } } as never);
    },
    images: (...images) => {
      writeFileSync(join(root, "artifacts/images.lock.json"), JSON.stringify({ images }));
    },
    dispose: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
  fixture.lock("v1.0.0");
  fixture.images();
  return fixture;
}
