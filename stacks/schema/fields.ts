import { isIP } from "node:net";
import { z } from "zod";
import { isAbsent, missing, oneOf, quote, unknownKey, type Wording } from "./wording.ts";

interface Problem {
  readonly input?: unknown;
}

const say = (wording: Wording) => ({
  error: ({ input }: Problem) =>
    isAbsent(input)
      ? missing(wording)
      : `${quote(input)} is not ${wording.is}; write for example ${wording.example}`,
});

/** Text of a given form. */
export function text(form: RegExp, wording: Wording) {
  const said = say(wording);
  return z.string(said).regex(form, said);
}

/** A name that Kubernetes takes for an object: a DNS label. */
export const dnsLabel = (means: string, example: string) =>
  text(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
    is: "a name (lower case letters, digits and dashes, at most 63)",
    means,
    example,
  });

/** Something that is to stand in a label. */
export const labelValue = (means: string, example: string) =>
  text(/^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/, {
    is: "a label value (lower case letters, digits, dashes, dots, at most 63)",
    means,
    example,
  });

const DNS_NAME =
  /^(?=.{4,253}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z][-a-z0-9]{0,61}[a-z0-9]$/;

export const dnsName = (means: string, example: string) =>
  text(DNS_NAME, { is: "a DNS name", means, example });

/** A path below the project root: what a path above it holds differs from machine to machine. */
export const projectPath = (means: string, example: string) =>
  text(/^(?!\/|~|[A-Za-z]:)(?!.*(^|\/)\.\.(\/|$))[^\\\0\n]+$/, {
    is: "a path below the project root",
    means,
    example,
  });

export const wholeNumber = (least: number, most: number, means: string, example: number) => {
  const said = say({
    is: `a whole number from ${least} to ${most}`,
    means,
    example: String(example),
  });
  return z.number(said).int(said).min(least, said).max(most, said);
};

export const flag = (means: string, example: boolean) =>
  z.boolean(say({ is: "true or false", means, example: String(example) }));

/** One of a few words; a near miss is told which one. */
export const choice = <const T extends readonly [string, ...string[]]>(words: T, means: string) =>
  z.enum(words, {
    error: ({ input }) =>
      isAbsent(input)
        ? `missing; ${means}: ${words.join(", ")}`
        : `${quote(input)} is not known; ${oneOf(input, words)}`,
  });

/** Addresses as a network and its size, no wider than /8, so that no rule says "everywhere". */
export const cidr = (means: string, example: string) => {
  const said = say({ is: "a network of /8 or narrower", means, example });
  return z.string(said).refine((value) => {
    const [address = "", size = ""] = value.split("/");
    const bits = { 4: 32, 6: 128 }[isIP(address)] ?? 0;
    return /^\d{1,3}$/.test(size) && Number(size) >= 8 && Number(size) <= bits;
  }, said);
};

export function list<T extends z.ZodType>(item: T, means: string, example: string, least = 1) {
  const said = say({ is: least > 0 ? "a list of one or more" : "a list", means, example });
  return z.array(item, said).min(least, said);
}

/** A mapping with exactly these keys; a key too many is told which one it may have meant. */
export function section<T extends z.ZodRawShape>(shape: T, means: string) {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys")
        return issue.keys.map((key) => unknownKey(key, keys)).join("\n");
      return isAbsent(issue.input)
        ? `missing; ${means}: ${keys.join(", ")}`
        : `${quote(issue.input)} is not a mapping; write ${means}: ${keys.join(", ")}`;
    },
  });
}

/** Names of one's own choice, each with the same kind of value. */
export function named<T extends z.ZodType>(
  name: z.ZodString,
  value: T,
  means: string,
  example: string,
) {
  const said = say({ is: "a mapping", means, example });
  return z
    .record(name, value, said)
    .refine(
      (entries) => Object.keys(entries).length > 0,
      `empty; ${means}, for example ${example}`,
    );
}
