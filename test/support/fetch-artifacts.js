import { spawnSync } from "node:child_process";

/** What upstream publishes is in no repository: tests that read it find it in the cache, or say what to run. */
export default function fetchArtifacts() {
  const { status, stderr } = spawnSync(process.execPath, ["ops/cli.ts", "artifacts", "fetch"], {
    cwd: `${import.meta.dirname}/../..`,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) process.stderr.write(stderr);
}
