import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Declared } from "../../../../lib/sealing/declared.ts";
import { digestOf } from "../../../../ops/lib/secrets/digest.ts";
import { generate } from "../../../../ops/lib/secrets/generator.ts";
import { checked, descriptorOf, readDescriptor } from "../../../../ops/lib/secrets/input.ts";
import { sourcesOf, valueFrom } from "../../../../ops/lib/secrets/plaintext.ts";

const none = { fromFd: [], stdin: false, generate: [] };
const declared: Declared = {
  why: "x",
  keys: { user: {}, password: { generate: "24:alphanumeric" } },
  type: "Opaque",
  labels: {},
  scope: "strict",
};

describe("generated values", () => {
  it.each([
    ["32:base64url", /^[\w-]{43}$/],
    ["16:hex", /^[0-9a-f]{32}$/],
    ["16:base64", /^[\w+/]{22}==$/],
    ["24:alphanumeric", /^[A-Za-z2-9]{24}$/],
  ])("%s are as written, and never twice the same", (generator, pattern) => {
    const values = [1, 2, 3].map(() => generate(generator, "k").toString());

    for (const value of values) expect(value).toMatch(pattern);
    expect(new Set(values).size).toBe(3);
  });

  it("hold 128 bits or more", () => {
    expect(() => generate("15:hex", "k")).toThrow(
      'k: "15:hex" makes values of 120 bits; ask for 128 bits or more: 16:base64url, 22:alphanumeric',
    );
    expect(() => generate("21:alphanumeric", "k")).toThrow("values of 122 bits");
    expect(generate("22:alphanumeric", "k")).toHaveLength(22);
    expect(() => generate("32:rot13", "k")).toThrow('k: "32:rot13" is no generator; write for');
  });
});

describe("a value from outside", () => {
  it("loses the line feed that echo adds, and no other", () => {
    const kept = (text: string) => checked(Buffer.from(text), "stdin").toString();

    expect(kept("secret\n")).toBe("secret");
    expect(kept("secret\r\n")).toBe("secret");
    expect(kept("secret")).toBe("secret");
    expect(kept("-----BEGIN\nabc\n-----END\n")).toBe("-----BEGIN\nabc\n-----END\n");
    expect(checked(Buffer.from([0xff, 0x00, 0x0a]), "x")).toEqual(Buffer.from([0xff, 0x00]));
  });

  it("is refused when it is empty or larger than a Secret", () => {
    expect(() => checked(Buffer.from("\n"), "stdin")).toThrow("stdin: gives nothing; give a value");
    expect(() => checked(Buffer.alloc(1_048_577, 65), "stdin")).toThrow(
      "stdin: gives more than 1048576 bytes; keep what is not secret in a ConfigMap",
    );
  });

  it("is read from a descriptor to its end", () => {
    const folder = mkdtempSync(join(tmpdir(), "intelgraph-unit-"));
    writeFileSync(join(folder, "f"), "secret");
    const descriptor = openSync(join(folder, "f"), "r");

    expect(readDescriptor(descriptor, "--from-fd").toString()).toBe("secret");
    closeSync(descriptor);
    expect(() => readDescriptor(descriptor, "--from-fd")).toThrow(
      `file descriptor ${descriptor}: cannot be read; open it in the same command: --from-fd 3 3<`,
    );
    rmSync(folder, { recursive: true });
  });

  it.each(["1", "2", "-1", "x", "99999", ""])("is in no descriptor %p", (text) => {
    expect(() => descriptorOf(text, "--from-fd")).toThrow("is no file descriptor to read");
  });
});

describe("where values come from", () => {
  const of = (...given: Parameters<typeof sourcesOf>) => Object.fromEntries(sourcesOf(...given));

  it("is what flags say, then what is declared, then a person", () => {
    expect(of(["user", "password"], { ...none, fromFd: ["user=3"] }, declared)).toEqual({
      user: { from: "descriptor", descriptor: 3 },
      password: { from: "generator", generator: "24:alphanumeric" },
    });
    expect(of([], none, declared)).toEqual({
      user: { from: "prompt" },
      password: { from: "generator", generator: "24:alphanumeric" },
    });
    expect(of(["a"], { ...none, fromFd: ["7"] }, undefined)).toEqual({
      a: { from: "descriptor", descriptor: 7 },
    });
    expect(of(["a"], { ...none, stdin: true }, undefined)).toEqual({
      a: { from: "descriptor", descriptor: 0 },
    });
    expect(of([], { ...none, generate: ["a=32:hex"] }, undefined)).toEqual({
      a: { from: "generator", generator: "32:hex" },
    });
  });

  it("is refused when it is unclear for which key, or the key is none", () => {
    const fails = (...given: Parameters<typeof sourcesOf>) => expect(() => of(...given));

    fails(["a", "b"], { ...none, stdin: true }, undefined).toThrow(
      "--stdin: does not say for which key it is; name one key",
    );
    fails([], { ...none, fromFd: ["3"] }, undefined).toThrow(
      "--from-fd: does not say for which key it is; write --from-fd <key>=3",
    );
    fails([], { ...none, generate: ["32:hex"] }, undefined).toThrow(
      "--generate: does not say for which key it is; write --generate <key>=32:base64url",
    );
    fails(["a b"], none, undefined).toThrow('"a b": is no key of a Secret');
    fails(["pasword"], none, declared).toThrow(
      '"pasword": is no key that the Secret is declared with; declared: user, password',
    );
  });

  it("is never guessed when there is nobody to ask", async () => {
    await expect(valueFrom({ from: "prompt" }, "user", undefined)).rejects.toThrow(
      '"user": has no value, and nobody can be asked; use --stdin, --from-fd user=3 or --generate',
    );
    const answer = await valueFrom({ from: "prompt" }, "user", (question) =>
      Promise.resolve(`${question}x`),
    );
    expect(answer.toString()).toBe("user: x");
  });
});

describe("digests", () => {
  const key = Buffer.alloc(32, 1);
  const at = { namespace: "core", name: "database", key: "password" };
  const value = Buffer.from("hunter2");

  it("are HMACs, which the same key and place alone give again", () => {
    const digest = digestOf(key, at, value);

    expect(digest).toMatch(/^hmac-sha256:[0-9a-f]{64}$/);
    expect(digestOf(key, at, Buffer.from("hunter2"))).toBe(digest);
    const others = [
      digestOf(Buffer.alloc(32, 2), at, value),
      digestOf(key, { ...at, name: "cache" }, value),
      digestOf(key, { ...at, key: "user" }, value),
      digestOf(key, { ...at, namespace: "predictive" }, value),
      digestOf(key, at, Buffer.from("hunter3")),
    ];
    expect(new Set([digest, ...others]).size).toBe(6);
  });
});
