import { Fault } from "../../../lib/fault.ts";
import type { Declared } from "../../../lib/sealing/declared.ts";
import { generate } from "./generator.ts";
import { type AskSecret, checked, descriptorOf, readDescriptor } from "./input.ts";

/** Where values come from, as flags say it. */
export interface Sources {
  /** `3`, or `key=3`. */
  readonly fromFd: readonly string[];
  readonly stdin: boolean;
  /** `key=32:base64url`. */
  readonly generate: readonly string[];
}

/** Where one value comes from. */
export type Source =
  | { readonly from: "descriptor"; readonly descriptor: number }
  | {
      readonly from: "generator";
      readonly generator: string;
      /** What the generated part follows. @default nothing */
      readonly after?: string | undefined;
    }
  | { readonly from: "prompt" };

/** Where each key's value comes from. @throws Fault for a flag that is about no key, or about none of one's own */
export function sourcesOf(
  keys: readonly string[],
  { fromFd, stdin, generate: generators }: Sources,
  declared: Declared | undefined,
): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  const one = (flag: string, fix: string) => {
    const [key, ...more] = keys;
    if (key !== undefined && more.length === 0) return key;
    throw new Fault({ where: flag, problem: "does not say for which key it is", fix });
  };
  for (const text of fromFd) {
    const { key = one("--from-fd", "write --from-fd <key>=3"), value } = split(text);
    sources.set(key, { from: "descriptor", descriptor: descriptorOf(value, "--from-fd") });
  }
  for (const text of generators) {
    const { key = one("--generate", "write --generate <key>=32:base64url"), value } = split(text);
    sources.set(key, { from: "generator", generator: value });
  }
  if (stdin) sources.set(one("--stdin", "name one key"), { from: "descriptor", descriptor: 0 });
  const all = keys.length > 0 || sources.size > 0 ? keys : Object.keys(declared?.keys ?? {});
  for (const key of all) {
    const generator = declared?.keys[key]?.generate;
    const source = sources.get(key);
    if (source !== undefined) continue;
    sources.set(
      key,
      generator === undefined ? { from: "prompt" } : { from: "generator", generator },
    );
  }
  for (const key of sources.keys()) checkKey(key, declared);
  return sources;
}

/** `key=3` or `3`. */
function split(text: string): { readonly key?: string; readonly value: string } {
  const at = text.indexOf("=");
  return at < 0 ? { value: text } : { key: text.slice(0, at), value: text.slice(at + 1) };
}

function checkKey(key: string, declared: Declared | undefined): void {
  if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
    const fix = "use letters, digits, dots, dashes and underscores";
    throw new Fault({ where: `"${key}"`, problem: "is no key of a Secret", fix });
  }
  if (declared === undefined || key in declared.keys) return;
  const fix = `declared: ${Object.keys(declared.keys).join(", ")}; add it to secrets/declared.yaml`;
  throw new Fault({
    where: `"${key}"`,
    problem: "is no key that the Secret is declared with",
    fix,
  });
}

/** Fetches one value. @throws Fault when it cannot be had, or is none */
export async function valueFrom(
  source: Source,
  key: string,
  ask: AskSecret | undefined,
): Promise<Buffer> {
  if (source.from === "generator") {
    const made = generate(source.generator, `generator of "${key}"`);
    return Buffer.concat([Buffer.from(source.after ?? ""), made]);
  }
  if (source.from === "descriptor") {
    const where = source.descriptor === 0 ? "stdin" : `file descriptor ${source.descriptor}`;
    return checked(readDescriptor(source.descriptor, "--from-fd"), where);
  }
  if (ask !== undefined) return checked(Buffer.from(await ask(`${key}: `)), `"${key}"`);
  const fix = `use --stdin, --from-fd ${key}=3 or --generate ${key}=32:base64url`;
  throw new Fault({ where: `"${key}"`, problem: "has no value, and nobody can be asked", fix });
}
