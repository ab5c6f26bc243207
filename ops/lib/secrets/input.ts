import { readFileSync } from "node:fs";

import { Fault } from "../../../lib/fault.ts";
import { withoutEcho } from "./words.ts";

/** More is no Secret: etcd takes 1.5 MiB for an object, Kubernetes 1 MiB for its data. */
const MOST = 1_048_576;

/** Asks a person for something without showing it; undefined when there is nobody to ask. */
export type AskSecret = (question: string) => Promise<string>;

/** Reads a value from a file descriptor to its end. @throws Fault when there is none, or nothing in it */
export function readDescriptor(descriptor: number, flag: string): Buffer {
  let value: Buffer;
  try {
    value = readFileSync(descriptor);
  } catch (error) {
    const fix = `open it in the same command: ${flag} 3 3< <(a command that prints the value)`;
    const problem = "cannot be read";
    throw new Fault({ where: `file descriptor ${descriptor}`, problem, fix, cause: error });
  }
  return checked(value, `file descriptor ${descriptor}`);
}

/** A value that may be sealed. @throws Fault when it is empty or too large */
export function checked(value: Buffer, where: string): Buffer {
  const bare = withoutEcho(value);
  if (bare.length === 0) throw new Fault({ where, problem: "gives nothing", fix: "give a value" });
  if (bare.length <= MOST) return bare;
  const fix = "keep what is not secret in a ConfigMap";
  throw new Fault({ where, problem: `gives more than ${MOST} bytes`, fix });
}

/** A number of a file descriptor. @throws Fault for anything else */
export function descriptorOf(text: string, flag: string): number {
  const number = Number(text);
  if (/^\d{1,4}$/.test(text) && number !== 1 && number !== 2) return number;
  const fix = "name an open one besides 1 and 2, for example 3";
  throw new Fault({ where: `${flag} ${text}`, problem: "is no file descriptor to read", fix });
}
