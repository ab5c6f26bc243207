import { hashSync } from "bcryptjs";

import { isUnknown } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";
import { randomText, type CharacterClass } from "./characters.ts";
import type { Failure, Generated, Kind } from "./kind.ts";

/** As documented for `special` of the official provider. */
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

const CLASSES = [
  { may: "lower", least: "minLower", characters: "abcdefghijklmnopqrstuvwxyz" },
  { may: "upper", least: "minUpper", characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
  { may: "numeric", least: "minNumeric", characters: "0123456789" },
  { may: "special", least: "minSpecial", characters: SPECIAL },
] as const;

/** Random text in the open: its id is the text itself. */
export const randomString: Kind = {
  fields: {
    keepers: { is: "texts" },
    length: { is: "count", least: 1, required: true },
    lower: { is: "switch" },
    minLower: { is: "count", least: 0 },
    minNumeric: { is: "count", least: 0 },
    minSpecial: { is: "count", least: 0 },
    minUpper: { is: "count", least: 0 },
    number: { is: "switch" },
    numeric: { is: "switch" },
    overrideSpecial: { is: "text" },
    special: { is: "switch" },
    upper: { is: "switch" },
  },
  outputs: ["result"],
  secrets: [],
  complete,
  conflicts,
  generate: (inputs) => {
    const result = randomText(Number(inputs["length"]), classesOf(inputs));
    return { id: result, outputs: { result } };
  },
  import: (id) => ({ id, inputs: { length: id.length }, outputs: { result: id } }),
};

/** Cost of `bcryptHash`: the default of Go's bcrypt, which the official provider uses. It covers the first 72 bytes. */
const BCRYPT_COST = 10;

/** Random text that is a secret, with its bcrypt hash; its id says nothing. */
export const randomPassword: Kind = {
  ...randomString,
  outputs: ["result", "bcryptHash"],
  secrets: ["result", "bcryptHash"],
  generate: (inputs) => hidden(randomString.generate(inputs).outputs),
  import: (id) => {
    const imported = randomString.import(id);
    return { ...imported, ...hidden(imported.outputs) };
  },
};

/** What a password shows beside the text itself. */
function hidden(outputs: Properties): Pick<Generated, "id" | "outputs"> {
  const { result } = outputs;
  if (typeof result !== "string") throw new TypeError("a password is text");
  const bcryptHash = hashSync(result, BCRYPT_COST);
  return { id: "none", outputs: { ...outputs, bcryptHash } };
}

/** `number` is the old name of `numeric`: whichever is given sets both. */
function complete(inputs: Properties): Properties {
  const numeric = inputs["numeric"] ?? inputs["number"] ?? true;
  const switches = CLASSES.map(({ may }) => [may, inputs[may] ?? true] as const);
  const counts = CLASSES.map(({ least }) => [least, inputs[least] ?? 0] as const);
  return { ...inputs, ...Object.fromEntries([...switches, ...counts]), numeric, number: numeric };
}

function conflicts(inputs: Properties): Failure[] {
  const { number, numeric } = inputs;
  const failures: Failure[] = [];
  if (differ(number, numeric)) {
    const reason = "contradicts numeric; leave number out, it is the old name";
    failures.push({ property: "number", reason });
  }
  const full = complete(inputs);
  if (CLASSES.every(({ may }) => full[may] === false)) {
    const reason = "nothing to draw from; set lower, upper, numeric or special to true";
    failures.push({ property: "lower", reason });
  }
  const least = CLASSES.reduce((sum, one) => sum + countOf(full[one.least]), 0);
  if (typeof full["length"] === "number" && full["length"] < least) {
    const reason = `is less than the minimums together; give at least ${String(least)}`;
    failures.push({ property: "length", reason });
  }
  return failures;
}

function classesOf(inputs: Properties): CharacterClass[] {
  const override = inputs["overrideSpecial"];
  return CLASSES.map(({ may, least, characters }) => ({
    characters:
      may === "special" && typeof override === "string" && override !== "" ? override : characters,
    everywhere: inputs[may] === true,
    least: countOf(inputs[least]),
  }));
}

function differ(a: Value | undefined, b: Value | undefined): boolean {
  return [a, b].every((value) => typeof value === "boolean" && !isUnknown(value)) && a !== b;
}

/** Unknown at preview counts as none. */
function countOf(value: Value | undefined): number {
  return typeof value === "number" ? value : 0;
}
