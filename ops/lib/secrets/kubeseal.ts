import { Fault } from "../../../lib/fault.ts";
import { run } from "../../../lib/run.ts";
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
  /** Opens a sealed file with private keys in PEM; undefined when none of them fits. */
  open(
    file: string,
    privateKeys: readonly string[],
  ): Promise<Readonly<Record<string, Buffer>> | undefined>;
}

/** Milliseconds for one call. */
const patience = 30_000;

/** The real kubeseal at `program`, with nothing of the surroundings: no kubeconfig, no switches from variables. */
export function kubeseal(program: string, { PATH = "" }: NodeJS.ProcessEnv): Kubeseal {
  const env = { PATH, HOME: "/nonexistent", KUBECONFIG: "/dev/null" };
  const options = { env, timeoutMs: patience };
  const failed = (stderr: string, code: number) =>
    new Fault({
      where: "kubeseal",
      problem: `refuses: ${reasonOf(stderr) ?? `it ended with ${code}`}`,
      fix: "look at the certificate: ops secrets list",
    });
  return {
    async seal({ namespace, name, values }, scope, certificate) {
      const data = Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, value.toString("base64")]),
      );
      const secret = { apiVersion: "v1", kind: "Secret", metadata: { namespace, name }, data };
      const { code, stdout, stderr } = await run(
        program,
        ["--cert", certificate, "--scope", scope, "--format", "json"],
        { ...options, input: JSON.stringify(secret) },
      );
      if (code !== 0) throw failed(stderr, code);
      const { spec } = JSON.parse(stdout) as { spec: { encryptedData: Record<string, string> } };
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
      const { code, stdout, stderr } = await run(
        "/bin/sh",
        [
          "-c",
          `cat | "$0" --recovery-unseal --recovery-private-key /dev/stdin -f "$1"`,
          program,
          file,
        ],
        { ...options, input: list },
      );
      if (/no key could decrypt secret/.test(stderr)) return undefined;
      if (code !== 0) throw failed(stderr, code);
      const { data = {} } = JSON.parse(stdout) as { data?: Record<string, string> };
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
