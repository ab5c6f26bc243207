import { randomBytes, randomInt } from "node:crypto";

import { Fault } from "../../../lib/fault.ts";
import { GENERATOR } from "../../../lib/sealing/declared.ts";

/** No letter or digit that is taken for another one. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** Fewest random bits of a generated value. */
const FEWEST = 128;

/** Makes a value from the system's randomness. @throws Fault for a generator that is none, or makes weak values */
export function generate(generator: string, where: string): Buffer {
  const [, amount = "", form] = GENERATOR.exec(generator) ?? [];
  const count = Number(amount);
  if (form === undefined) {
    const fix = "write for example 32:base64url, 24:alphanumeric or 16:hex";
    throw new Fault({ where, problem: `"${generator}" is no generator`, fix });
  }
  const bits = form === "alphanumeric" ? Math.floor(count * Math.log2(ALPHABET.length)) : count * 8;
  if (bits < FEWEST) {
    const fix = `ask for ${FEWEST} bits or more: 16:base64url, 22:alphanumeric`;
    throw new Fault({ where, problem: `"${generator}" makes values of ${bits} bits`, fix });
  }
  if (form !== "alphanumeric") {
    return Buffer.from(randomBytes(count).toString(form as "base64url" | "base64" | "hex"));
  }
  const letters = Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return Buffer.from(letters.join(""));
}
