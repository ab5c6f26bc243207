import { Fault } from "../../../lib/fault.ts";
import { run, type RunResult } from "../../../lib/run.ts";
import type { Scope } from "../../../lib/sealing/sealed-file.ts";

/** What becomes a Secret; values are plaintext. */
export interface Plain {
  readonly namespace: string;
  readonly name: string;
  readonly values: Readonly<Record<string, Buffer>>;
}

/** Seals offline; plaintext goes through a pipe, never into an argument or a file. */
export interface Kubeseal {
  /** Sealed values in base64, by key. `certificate` is a file. */
  seal(plain: Plain, scope: Scope, certificate: string): Promise<Readonly<Record<string, string>>>;
  /** Opens a sealed file with private keys in PEM; undefined when none of them fits, or what is sealed is not whole. */
  open(
    file: string,
    privateKeys: readonly string[],
  ): Promise<Readonly<Record<string, Buffer>> | undefined>;
}

/** Milliseconds for one call. */
const patience = 30_000;

/** What it says of a value that none of the keys opens, and of one that is not whole: both are about the file. */
const SHUT = /no key could decrypt secret|illegal base64 data/;

/** The real kubeseal at `program`, with nothing of the surroundings: no kubeconfig, no switches from variables. */
export function kubeseal(program: string, { PATH = "" }: NodeJS.ProcessEnv): Kubeseal {
  const env = { PATH, HOME: "/nonexistent", KUBECONFIG: "/dev/null" };
  const options = { env, timeoutMs: patience };
  const failed = (doing: string, { stderr, code }: RunResult, fix: string) => {
    const problem = `does not ${doing}: ${reasonOf(stderr) ?? `it ended with ${code}`}`;
    return new Fault({ where: "kubeseal", problem, fix });
  };
  return {
    async seal({ namespace, name, values }, scope, certificate) {
      const data = Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, value.toString("base64")]),
      );
      const secret = { apiVersion: "v1", kind: "Secret", metadata: { namespace, name }, data };
      const end = await run(
        program,
        ["--cert", certificate, "--scope", scope, "--format", "json"],
        { ...options, input: JSON.stringify(secret) },
      );
      if (end.code !== 0) {
        throw failed(`seal ${namespace}/${name}`, end, `look at the certificate, ${certificate}`);
      }
      const { spec } = JSON.parse(end.stdout) as {
        spec: { encryptedData: Record<string, string> };
      };
      return spec.encryptedData;
    },
    async open(file, privateKeys) {
      const items = privateKeys.map((key) => ({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "key" },
        data: { "tls.key": Buffer.from(key).toString("base64") },
      }));
      const list = JSON.stringify({ apiVersion: "v1", kind: "List", items });
      // It opens its key by a path. Node's own pipes are sockets, which have none; what a shell makes has.
      const end = await run(
        "/bin/sh",
        [
          "-c",
          `cat | "$0" --recovery-unseal --recovery-private-key /dev/stdin -f "$1"`,
          program,
          file,
        ],
        { ...options, input: list },
      );
      if (SHUT.test(end.stderr)) return undefined;
      if (end.code !== 0)
        throw failed(`open ${file}`, end, `see that it runs: ${program} --version`);
      const { data = {} } = JSON.parse(end.stdout) as { data?: Record<string, string> };
      return Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64")]),
      );
    },
  };
}

const reasonOf = (stderr: string): string | undefined =>
  stderr
    .split("\n")
    .find((line) => line.startsWith("error: "))
    ?.slice("error: ".length);
