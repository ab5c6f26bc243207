import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Tool } from "../../../local/toolchain/tool.ts";
import { newFolder, writeFile, writeScript } from "./folders.ts";

/** A `go` on PATH that answers from files, a tool for it to build, and an empty cache. */
export interface FakeGo {
  readonly tool: Tool;
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the built tools. */
  readonly tools: string;
  /** What the next `go build` does: "hang" waits for ever, other text is printed on stderr by a failing build. */
  build(behaviour: "work" | "hang" | { readonly fails: string }): void;
  /** What the next `go list` says on stderr before it fails. */
  listFails(text: string): void;
  /** Pid of the `go build` that hangs. */
  hanging(): number | undefined;
  /** The command lines so far. */
  calls(): string[];
}

const script = `
echo "$@" >> "$FAKE_GO/calls"
case "$1" in
  env) cat "$FAKE_GO/version" ;;
  list)
    if [ -s "$FAKE_GO/list-fails" ]; then cat "$FAKE_GO/list-fails" >&2; exit 1; fi
    printf 'example.org/a\\nexample.org/b\\n' ;;
  build)
    while [ "$1" != -o ]; do shift; done
    printf '#!/bin/sh\\necho version 1.2.3\\n' > "$2one"
    printf '#!/bin/sh\\necho version 1.2.3\\n' > "$2server"
    chmod +x "$2one" "$2server"
    if [ -s "$FAKE_GO/build-fails" ]; then cat "$FAKE_GO/build-fails" >&2; exit 1; fi
    if [ -e "$FAKE_GO/hang" ]; then echo $$ > "$FAKE_GO/hanging"; sleep 600 & wait; fi
    printf 'example.org/a\\nexample.org/b\\n' >&2 ;;
esac`;

/** `version` is the fake's own; null leaves Go out. */
export function fakeGo(version: string | null = "1.26.0"): FakeGo {
  const root = newFolder();
  const state = join(root, "state");
  const bin = join(root, "bin");
  const folder = join(root, "toolchain", "pair");
  const cache = join(root, "cache");
  writeFile(join(state, "version"), `go${version ?? ""}\n`);
  writeFile(join(bin, "README"), "nothing to run here\n");
  if (version !== null) writeScript(join(bin, "go"), script);
  writeFile(join(folder, "go.mod"), "module example.org/toolchain\n\ngo 1.25.0\n");
  writeFile(join(folder, "go.sum"), "");
  writeFile(join(folder, "tool.json"), "{}");

  return {
    tool: pairIn(folder),
    env: { PATH: `${bin}:/usr/bin:/bin`, FAKE_GO: state, INTELGRAPH_CACHE: cache },
    tools: join(cache, "tools"),
    build: (behaviour) => {
      if (behaviour === "hang") writeFile(join(state, "hang"), "");
      if (typeof behaviour === "object") writeFile(join(state, "build-fails"), behaviour.fails);
    },
    listFails: (text) => void writeFile(join(state, "list-fails"), text),
    hanging: () => {
      const path = join(state, "hanging");
      return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
    },
    calls: () => {
      const path = join(state, "calls");
      return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
    },
  };
}

/** A tool of two programs, one of which Go builds under another name. */
export function pairIn(folder: string): Tool {
  const probe = ["version", "1.2.3"];
  const accepts = ">=1.2.0 <2.0.0";
  return {
    name: "pair",
    version: "1.2.3",
    module: "example.org/pair",
    profile: "core",
    usualSeconds: 60,
    platforms: ["linux", "darwin"],
    variables: { "example.org/pair.Version": "v1.2.3" },
    binaries: [
      { name: "one", package: "example.org/pair/cmd/one", accepts, probe },
      { name: "two", package: "example.org/server/v3", accepts, probe },
    ],
    folder,
  };
}
