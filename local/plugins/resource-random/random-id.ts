import { randomBytes } from "node:crypto";

import { Fault } from "../../../lib/fault.ts";
import type { Properties } from "../lib/struct.ts";
import type { Kind } from "./kind.ts";

/** Random bytes, written in four ways, each with the prefix before it; the id is the base64url form without it. */
export const randomId: Kind = {
  fields: {
    byteLength: { is: "count", least: 1, required: true },
    keepers: { is: "texts" },
    prefix: { is: "text" },
  },
  outputs: ["b64Std", "b64Url", "dec", "hex"],
  secrets: [],
  complete: (inputs) => inputs,
  conflicts: () => [],
  generate: ({ byteLength, prefix }) => {
    const bytes = randomBytes(Number(byteLength));
    return { id: bytes.toString("base64url"), outputs: forms(bytes, textOf(prefix)) };
  },
  import: (given) => {
    const comma = given.lastIndexOf(",");
    const [prefix, id] = [given.slice(0, Math.max(comma, 0)), given.slice(comma + 1)];
    const bytes = Buffer.from(id, "base64url");
    if (id === "" || bytes.toString("base64url") !== id) {
      throw new Fault({
        where: `import of ${given}`,
        problem: `"${id}" is not base64url`,
        fix: "give b64Url, after its prefix and a comma if it has one",
      });
    }
    const inputs = { byteLength: bytes.length, ...(prefix !== "" && { prefix }) };
    return { id, inputs, outputs: forms(bytes, prefix) };
  },
};

function forms(bytes: Buffer, prefix: string): Properties {
  const hex = bytes.toString("hex");
  return {
    b64Std: prefix + bytes.toString("base64"),
    b64Url: prefix + bytes.toString("base64url"),
    dec: prefix + BigInt(`0x${hex}`).toString(),
    hex: prefix + hex,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
