import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../../../lib/lock.ts";
import { readSealedFile } from "../../../lib/sealing/sealed-file.ts";
import {
  type SealInput,
  secretsSeal,
  secretsSealOutcome,
} from "../../../ops/commands/secrets-seal.ts";
import { secretsVerify, secretsVerifyOutcome } from "../../../ops/commands/secrets-verify.ts";
import { SEALING_DAY, sealingKey } from "../../support/sealing.ts";
import { screenOf } from "../support/releases.ts";
import { answers, put, type SealingRoot, sealingRoots, withKey } from "../support/sealing.ts";

const made = sealingRoots();
const base: SealInput = {
  environment: "prod",
  address: "core/database",
  keys: [],
  fromFd: [],
  stdin: false,
  generate: [],
  labels: [],
  rotate: false,
};
const FILE = "secrets/prod/core.database.yaml";

async function typed(root: SealingRoot, key: string, value: string, input = base) {
  const { ask } = answers(value);
  return secretsSeal({ ...input, keys: [key] }, { ...root, askSecret: ask });
}
const textOf = ({ root }: SealingRoot, file = FILE) => readFileSync(join(root, file), "utf8");
const fileOf = (root: SealingRoot) => readSealedFile(textOf(root), FILE);
const later = new Date(SEALING_DAY.getTime() + 86_400_000);

describe("ops secrets seal", () => {
  it("writes a file that names its certificate, and no plaintext", async () => {
    const root = made();
    await withKey(root);

    const report = await typed(root, "password", "hunter2-hunter2");

    const outcome = secretsSealOutcome(report);
    expect([outcome.exit, screenOf(outcome)]).toEqual([
      0,
      [
        "sealed     secrets/prod/core.database.yaml: password (strict)",
        "next       commit, then ops preview",
      ],
    ]);
    expect(fileOf(root)).toMatchObject({
      namespace: "core",
      name: "database",
      scope: "strict",
      type: "Opaque",
      sealedAt: SEALING_DAY,
    });
    expect(root.asked).toEqual([
      { name: "core/database", values: { password: "hunter2-hunter2" } },
    ]);
    expect(textOf(root) + JSON.stringify(report)).not.toContain("hunter2");
  });

  it("leaves a file alone, byte by byte, when value, certificate and scope are the same", async () => {
    const root = made();
    await withKey(root);
    await typed(root, "password", "hunter2-hunter2");
    const before = textOf(root);
    root.now = () => later;

    const report = await typed(root, "password", "hunter2-hunter2");

    expect(report.sealed).toEqual([
      {
        address: "core/database",
        file: FILE,
        did: "unchanged",
        keys: [],
        removed: [],
        scope: "strict",
      },
    ]);
    expect(textOf(root)).toBe(before);
    expect(root.asked).toHaveLength(1);
  });

  it("seals only the value that changed", async () => {
    const root = made();
    await withKey(root);
    await typed(root, "password", "hunter2-hunter2");
    await typed(root, "user", "graph");
    const before = fileOf(root);

    const report = await typed(root, "user", "graph2");

    expect(report.sealed[0]?.keys).toEqual(["user"]);
    const after = fileOf(root);
    expect(after.encryptedData["password"]).toBe(before.encryptedData["password"]);
    expect(after.encryptedData["user"]).not.toBe(before.encryptedData["user"]);
    expect(root.asked.at(-1)?.values).toEqual({ user: "graph2" });
  });

  it("keeps a generated value until it is to be rotated", async () => {
    const root = made();
    await withKey(root);
    const input = { ...base, generate: ["token=32:base64url"] };
    const run = (more = {}) => secretsSeal({ ...input, ...more }, root);

    await run();
    const first = fileOf(root).digests["token"];
    expect((await run()).sealed[0]?.did).toBe("unchanged");
    expect((await run({ rotate: true })).sealed[0]?.did).toBe("sealed");
    expect(fileOf(root).digests["token"]).not.toBe(first);
  });

  it("loses no value that somebody else seals while one is typed", async () => {
    const root = made();
    await withKey(root);
    const label = { ...base, labels: ["a=b"] };
    const askSecret = async () => {
      await typed(root, "user", "graph", label);
      return "hunter2-hunter2";
    };

    await secretsSeal({ ...base, keys: ["password"] }, { ...root, askSecret });

    expect(Object.keys(fileOf(root).encryptedData).sort()).toEqual(["password", "user"]);
    expect(fileOf(root).labels).toEqual({ a: "b" });
  });

  it("waits for whoever works in the same place, and says for whom", async () => {
    const root = made();
    await withKey(root);
    const lock = join(root.root, ".local/secrets/prod/init.lock");
    const stop = new AbortController();
    const { ask } = answers("hunter2-hunter2");
    const ports = { ...root, signal: stop.signal, askSecret: ask };

    await withLock(lock, "secrets init of prod", async () => {
      const waiting = secretsSeal({ ...base, keys: ["password"] }, ports);
      await new Promise((resolve) => setTimeout(resolve, 300));
      stop.abort();
      await expect(waiting).rejects.toThrow("aborted");
    });

    expect(root.rows).toEqual([
      `for secrets init of prod, process ${process.pid} (Ctrl-C stops waiting)`,
    ]);
    expect(root.asked).toEqual([]);
  });

  it("loses no value when the certificate is another", async () => {
    const root = made();
    await withKey(root);
    await typed(root, "password", "hunter2-hunter2");
    await withKey(root, "two");

    await expect(typed(root, "user", "graph")).rejects.toThrow(
      `${FILE}: is sealed with another certificate, and password would be lost; seal it again with its values as they are: ops secrets reseal prod`,
    );
    expect((await typed(root, "password", "hunter2-hunter2")).sealed[0]?.did).toBe("sealed");
  });

  it("makes no new value of a generated one because the certificate is another", async () => {
    const root = made({
      "secrets/declared.yaml":
        "core/a: { why: x, keys: { url: {} } }\n" +
        "core/database: { why: x, keys: { token: { generate: 32:hex }, user: {} } }\n",
    });
    await withKey(root);
    const all = { ...base, address: undefined };
    await secretsSeal(all, { ...root, askSecret: answers("x", "graph").ask });
    const { digests } = fileOf(root);
    await withKey(root, "two");
    const { ask, asked } = answers("y", "graph");

    await expect(secretsSeal(all, { ...root, askSecret: ask })).rejects.toThrow(
      `${FILE}: is sealed with another certificate, and token would get a new value; seal it again with its values as they are: ops secrets reseal prod; where new ones are meant: --rotate`,
    );

    expect(asked).toEqual([]);
    expect(fileOf(root).digests).toEqual(digests);
    await secretsSeal({ ...all, rotate: true }, { ...root, askSecret: ask });
    expect(fileOf(root).digests["token"]).not.toBe(digests["token"]);
  });

  it("describes a Secret anew without touching its values", async () => {
    const root = made();
    await withKey(root);
    await typed(root, "password", "hunter2-hunter2");
    const { encryptedData } = fileOf(root);

    const report = await typed(root, "password", "hunter2-hunter2", {
      ...base,
      labels: ["argocd.argoproj.io/secret-type=repository"],
    });

    expect(report.sealed[0]?.did).toBe("described");
    expect(fileOf(root)).toMatchObject({
      encryptedData,
      labels: { "argocd.argoproj.io/secret-type": "repository" },
    });
  });

  it("takes a wider scope only when it is declared", async () => {
    const root = made();
    await withKey(root);
    const wide = { ...base, scope: "namespace-wide" };

    await expect(typed(root, "password", "x", wide)).rejects.toThrow(
      "--scope namespace-wide: is not declared; say it in secrets/declared.yaml first, so that it is reviewed",
    );
    await expect(typed(root, "password", "x", { ...base, scope: "stict" })).rejects.toThrow(
      "--scope stict: is no scope; did you mean strict?",
    );
    put(
      root.root,
      "secrets/declared.yaml",
      "core/database: { why: x, scope: namespace-wide, keys: { password: {} } }\n",
    );
    await typed(root, "password", "x", wide);
    expect(textOf(root).match(/sealedsecrets.bitnami.com\/namespace-wide: "true"/g)).toHaveLength(
      2,
    );
    expect(fileOf(root).scope).toBe("namespace-wide");
  });

  it("seals everything that is declared and is not, asking for what cannot be generated", async () => {
    const root = made({
      "secrets/declared.yaml":
        "core/a: { why: x, keys: { token: { generate: 32:hex } }, labels: { a: b }, type: t/t }\n" +
        "core/b: { why: x, keys: { user: {}, token: { generate: 32:hex } } }\n" +
        "core/c: { why: x, keys: { k: {} }, environments: [dev] }\n",
    });
    await withKey(root);
    const { ask, asked } = answers("somebody");
    const all = { ...base, address: undefined };

    const first = await secretsSeal(all, { ...root, askSecret: ask });
    const second = await secretsSeal(all, root);

    expect(first.sealed.map(({ address, keys }) => [address, keys])).toEqual([
      ["core/a", ["token"]],
      ["core/b", ["user", "token"]],
    ]);
    expect(asked).toEqual(["user: "]);
    expect(second.sealed).toEqual([]);
    expect(textOf(root, "secrets/prod/core.a.yaml")).toMatch(/labels:\n {8}a: b\n {4}type: t\/t/);
  });

  it("follows what is declared without asking for a value: type, labels, keys", async () => {
    const declare = (head: string) => {
      put(root.root, "secrets/declared.yaml", `core/database: { why: x, ${head} }\n`);
    };
    const root = made();
    await withKey(root);
    declare("keys: { password: {}, old: { generate: 32:hex } }");
    const all = { ...base, address: undefined };
    await secretsSeal(all, { ...root, askSecret: answers("hunter2-hunter2").ask });
    const { encryptedData, digests } = fileOf(root);
    declare("type: t/t, labels: { a: b }, keys: { password: {} }");
    const look = () => secretsVerify({ environment: "prod", list: false, deep: false }, root);
    expect((await look()).secrets[0]).toMatchObject({
      verdict: "misdescribed",
      problems: [
        "holds old, which is not declared",
        "is of another type than the declared t/t",
        "has other labels than the declared ones",
      ],
      fix: "ops secrets seal prod",
    });

    const outcome = secretsSealOutcome(await secretsSeal(all, root));

    expect(screenOf(outcome)[0]).toBe(
      `described  ${FILE}: type, labels or keys are as asked for, no value is new; took out old`,
    );
    expect(fileOf(root)).toMatchObject({ type: "t/t", labels: { a: "b" } });
    expect(fileOf(root).encryptedData).toEqual({ password: encryptedData["password"] });
    expect(fileOf(root).digests).toEqual({ password: digests["password"] });
    expect((await look()).verdict).toBe("done");
  });

  it("describes nothing otherwise than it is declared", async () => {
    const root = made({
      "secrets/declared.yaml": "core/database: { why: x, labels: { a: b }, keys: { k: {} } }\n",
    });
    await withKey(root);
    const run = (more: Partial<SealInput>) => typed(root, "k", "x", { ...base, ...more });

    await expect(run({ type: "t/t", labels: ["a=b", "c=d"] })).rejects.toThrow(
      "--type t/t, --label c=d: is not what is declared; say it in secrets/declared.yaml first",
    );
    await run({ type: "Opaque", labels: ["a=b"] });
    expect(fileOf(root)).toMatchObject({ type: "Opaque", labels: { a: "b" } });
  });

  it.each<[string, Partial<SealInput>, string]>([
    ["no Secret", { address: "database" }, '"database": is no Secret; write <namespace>/<name>'],
    ["no keys", { keys: [] }, "core/database: has no keys; name the keys to seal"],
    ["a label of no value", { keys: ["a"], labels: ["x"] }, "--label x: is no label"],
  ])("refuses %s", async (_, input, message) => {
    const root = made();
    await withKey(root);

    await expect(secretsSeal({ ...base, ...input }, root)).rejects.toThrow(message);
  });

  it("refuses flags about one Secret where none is named, each of them", async () => {
    const root = made({ "secrets/declared.yaml": "core/a: { why: x, keys: { k: {} } }\n" });
    await withKey(root);
    const run = (more: Partial<SealInput>) =>
      secretsSeal({ ...base, address: undefined, ...more }, root);
    const says = "is about one Secret, and none is named; name it: ops secrets seal prod";

    for (const [flag, input] of [
      ["--stdin", { stdin: true }],
      ["--from-fd", { fromFd: ["k=3"] }],
      ["--generate", { generate: ["k=32:hex"] }],
      ["--scope", { scope: "strict" }],
      ["--type", { type: "Opaque" }],
      ["--label", { labels: ["a=b"] }],
    ] as const)
      await expect(run(input)).rejects.toThrow(`${flag}: ${says} <namespace>/<name>`);
    await expect(run({ stdin: true, type: "t/t" })).rejects.toThrow(`--stdin, --type: ${says}`);
  });

  it("refuses without a certificate, without its digest key, or with an ended one", async () => {
    const root = made();
    await expect(typed(root, "password", "x")).rejects.toThrow(
      "secrets/prod/sealing.crt: is not there; make a sealing key first: ops secrets init prod",
    );
    await withKey(root);
    root.now = () => new Date("2028-01-01T00:00:00Z");
    await expect(typed(root, "password", "x")).rejects.toThrow(
      "secrets/prod/sealing.crt: ended 2027-11-28; make a newer key: ops secrets init prod --renew",
    );
    root.now = () => SEALING_DAY;
    rmSync(join(root.root, ".local"), { recursive: true });
    await expect(typed(root, "password", "x")).rejects.toThrow(
      ".local/secrets/prod/digest.key: is not there, so nobody can tell whether a value changed",
    );
    put(root.root, ".local/secrets/prod/digest.key", "AAAA", 0o644);
    await expect(typed(root, "password", "x")).rejects.toThrow(
      ".local/secrets/prod/digest.key: can be read by others; chmod 600",
    );
  });
});

describe("ops secrets list and verify", () => {
  const look = (root: SealingRoot, list = false) =>
    secretsVerify({ environment: "prod", list, deep: false }, root);

  it("say which key each file is sealed with, how old it is, and that it is good", async () => {
    const root = made();
    await withKey(root);
    await typed(root, "password", "hunter2-hunter2");
    root.now = () => new Date(SEALING_DAY.getTime() + 3 * 86_400_000);

    const report = await look(root);
    const outcome = secretsVerifyOutcome(report);

    const key = report.certificate.fingerprint.slice(7, 19);
    expect(outcome.exit).toBe(0);
    expect(outcome.data).toEqual([
      `certificate ${key}, until 2027-11-28 (362 days): good`,
      "",
      "secret         keys      scope   key           sealed      verdict",
      `core/database  password  strict  ${key}  3 days ago  good`,
    ]);
    expect(screenOf(outcome)).toEqual(["", "secrets of prod: 1 sealed file, all may be used"]);
  });

  it("tell of everything that is missing, stale, misplaced or broken, and verify refuses", async () => {
    const root = made({
      "secrets/declared.yaml": "core/z: { why: x, keys: { k: {} } }\n",
      "secrets/prod/core.broken.yaml": "kind: SealedSecret\n",
      "secrets/prod/nonsense.yaml": "a: b\n",
    });
    await withKey(root);
    await typed(root, "password", "hunter2-hunter2");
    put(root.root, "secrets/prod/core.copy.yaml", textOf(root));
    await withKey(root, "two");

    const report = await look(root);

    expect(report.verdict).toBe("refused");
    expect(report.secrets.map(({ file, verdict }) => [file, verdict])).toEqual([
      ["secrets/prod/core.broken.yaml", "malformed"],
      ["secrets/prod/core.copy.yaml", "misplaced"],
      ["secrets/prod/core.database.yaml", "stale"],
      ["secrets/prod/core.z.yaml", "missing"],
      ["secrets/prod/nonsense.yaml", "misplaced"],
    ]);
    expect(secretsVerifyOutcome(report).exit).toBe(1);
    expect(secretsVerifyOutcome(await look(root, true)).exit).toBe(0);
    expect(screenOf(secretsVerifyOutcome(report)).slice(1, 3)).toEqual([
      "secrets of prod refused: 5 of 5 sealed files",
      expect.stringMatching(
        /^secrets\/prod\/core\.broken\.yaml: .*; restore it from git, or remove it and run ops secrets seal prod core\/broken$/,
      ),
    ]);
  });

  it("refuse an ended certificate, even with nothing sealed; and warn a month ahead", async () => {
    const root = made();
    await withKey(root);
    const at = async (time: string) => {
      root.now = () => new Date(time);
      const report = await look(root);
      return [report.certificate.verdict, report.verdict];
    };

    expect(await at("2027-10-28T12:00:00Z")).toEqual(["good", "done"]);
    expect(await at("2027-11-01T12:00:00Z")).toEqual(["close to its end", "done"]);
    expect(await at("2027-11-28T12:00:00Z")).toEqual(["expired", "refused"]);
    expect(screenOf(secretsVerifyOutcome(await look(root)))).toContain(
      "secrets/prod/sealing.crt: the certificate ended 2027-11-28; ops secrets init prod --renew, then ops secrets reseal prod",
    );
    // A newer key would not hold either where the clock is wrong.
    expect(await at("2026-11-27T12:00:00Z")).toEqual(["not yet valid", "refused"]);
    expect(screenOf(secretsVerifyOutcome(await look(root)))).toContain(
      "secrets/prod/sealing.crt: the certificate begins only 2026-11-28; correct the clock of this machine",
    );
  });

  it("cannot tell of values without the backup, when asked to look deep", async () => {
    const root = made();
    await withKey(root);
    await typed(root, "password", "hunter2-hunter2");

    const report = await secretsVerify({ environment: "prod", list: false, deep: true }, root);

    expect([report.verdict, report.secrets[0]?.verdict]).toEqual(["cannot tell", "cannot tell"]);
    expect(secretsVerifyOutcome(report).exit).toBe(2);
  });

  it("know no environment without a controller of its own", async () => {
    await expect(
      secretsVerify({ environment: "pr-7", list: true, deep: false }, made()),
    ).rejects.toThrow("pr-7: has no sealing key of its own; seal for dev");
    await sealingKey();
  });
});
