import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../../../lib/lock.ts";
import { sealedEnvironment } from "../../../lib/sealing/read.ts";
import { secretsInit, secretsInitOutcome } from "../../../ops/commands/secrets-init.ts";
import { secretsReseal, secretsResealOutcome } from "../../../ops/commands/secrets-reseal.ts";
import { secretsSeal } from "../../../ops/commands/secrets-seal.ts";
import { secretsVerify } from "../../../ops/commands/secrets-verify.ts";
import { openBackup } from "../../../ops/lib/secrets/backup.ts";
import { prepareSecrets } from "../../../ops/lib/secrets/prepare.ts";
import { sealingKey } from "../../support/sealing.ts";
import { screenOf } from "../support/releases.ts";
import { answers, put, type SealingRoot, sealingRoots } from "../support/sealing.ts";
import { PASSPHRASE, withBackup } from "../support/sealing-cluster.ts";

// Each key takes a second or more.
jest.setTimeout(120_000);

const made = sealingRoots();
const prod = { environment: "prod", renew: false };
const BACKUP = ".local/secrets/prod/backup.age";

const init = (root: SealingRoot, input: object = {}, ...typed: readonly string[]) =>
  secretsInit({ ...prod, ...input }, { ...root, askSecret: answers(...typed).ask });
const textOf = ({ root }: SealingRoot, file: string) => readFileSync(join(root, file), "utf8");

async function ready(): Promise<SealingRoot> {
  const root = made();
  await init(root, {}, PASSPHRASE, PASSPHRASE);
  return root;
}

describe("ops secrets init", () => {
  it("makes certificate, encrypted backup and digest key, and a second time nothing", async () => {
    const root = made();

    const first = await init(root, {}, PASSPHRASE, PASSPHRASE);
    const files = ["secrets/prod/sealing.crt", BACKUP, ".local/secrets/prod/digest.key"];
    const texts = files.map((file) => textOf(root, file));
    const second = await init(root);

    expect([first.did, second.did]).toEqual(["made", "unchanged"]);
    expect(files.map((file) => textOf(root, file))).toEqual(texts);
    expect(texts[1]).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(texts.join("")).not.toMatch(/PRIVATE KEY/);
    expect(files.slice(1).map((file) => statSync(join(root.root, file)).mode & 0o777)).toEqual([
      0o600, 0o600,
    ]);
    expect(first.certificate).toMatchObject({
      notBefore: "2026-11-28T12:00:00.000Z",
      notAfter: "2027-11-28T12:00:00.000Z",
      daysLeft: 365,
    });
    expect(screenOf(secretsInitOutcome(first)).slice(0, 4)).toEqual([
      "prod: made a sealing key",
      "",
      "certificate  secrets/prod/sealing.crt, until 2027-11-28; commit it",
      `backup       ${BACKUP}`,
    ]);
  });

  it("brings back what is missing, from the backup", async () => {
    const root = await ready();
    const files = ["secrets/prod/sealing.crt", ".local/secrets/prod/digest.key"];
    const texts = files.map((file) => textOf(root, file));
    for (const file of files) rmSync(join(root.root, file));

    const report = await init(root, {}, PASSPHRASE);

    expect(report.did).toBe("restored");
    expect(files.map((file) => textOf(root, file))).toEqual(texts);
  });

  it("brings back nothing else: a committed certificate stays when the backup has a newer one", async () => {
    // The backup was renewed on another branch; this one has the first certificate, and was checked out anew.
    const root = await withBackup(made(), "one", "two");
    const [certificate, digestKey] = ["secrets/prod/sealing.crt", ".local/secrets/prod/digest.key"];
    const texts = [certificate, digestKey].map((file) => textOf(root, file).trim());
    rmSync(join(root.root, digestKey));

    expect((await init(root, {}, PASSPHRASE)).did).toBe("restored");
    expect([certificate, digestKey].map((file) => textOf(root, file).trim())).toEqual(texts);

    rmSync(join(root.root, certificate));
    expect((await init(root, {}, PASSPHRASE)).did).toBe("restored");
    expect(textOf(root, certificate)).toBe((await sealingKey("two")).certificate);
  });

  it("renews: the newest seals, the older ones stay in the backup, the digests' key stays", async () => {
    const root = await ready();
    const before = textOf(root, "secrets/prod/sealing.crt");
    const digestKey = textOf(root, ".local/secrets/prod/digest.key");

    const report = await init(root, { renew: true, validDays: "90" }, PASSPHRASE);

    expect([report.did, report.certificate.daysLeft]).toEqual(["renewed", 90]);
    const keys = await openBackup(root.root, join(root.root, BACKUP), { name: "prod" }, PASSPHRASE);
    expect(keys.map(({ certificate }) => certificate)).toEqual([
      before,
      textOf(root, "secrets/prod/sealing.crt"),
    ]);
    expect(textOf(root, ".local/secrets/prod/digest.key")).toBe(digestKey);
  });

  it("writes the backup where it is told to", async () => {
    const root = made();

    await init(root, { backup: "elsewhere/prod.age" }, PASSPHRASE, PASSPHRASE);

    expect(existsSync(join(root.root, "elsewhere/prod.age"))).toBe(true);
    expect(existsSync(join(root.root, BACKUP))).toBe(false);
  });

  it("writes nothing when the passphrase is short, mistyped or not to be had", async () => {
    const root = made();

    await expect(init(root, {}, "short")).rejects.toThrow(
      "passphrase: has less than 16 characters, and the backup is only as safe as it is",
    );
    await expect(init(root, {}, PASSPHRASE, "x")).rejects.toThrow(
      "passphrase: was typed in two ways; run the command again",
    );
    await expect(secretsInit(prod, root)).rejects.toThrow(
      "passphrase of prod: is needed, and nobody can be asked; give it by --passphrase-fd 3",
    );
    await expect(init(root, { validDays: "0" })).rejects.toThrow("--valid-days 0: is no number of");
    expect(existsSync(join(root.root, "secrets/prod"))).toBe(false);
    expect(existsSync(join(root.root, BACKUP))).toBe(false);
  });

  it("says for whom it waits, and waits no longer than somebody wants", async () => {
    const root = made();
    const stop = new AbortController();
    root.signal = stop.signal;
    const lock = join(root.root, ".local/secrets/prod/init.lock");

    await withLock(lock, "the first init", async () => {
      const second = init(root, {}, PASSPHRASE, PASSPHRASE);
      const ended = expect(second).rejects.toThrow("aborted");
      stop.abort();
      await ended;
    });

    expect(root.rows).toEqual([
      `for the first init, process ${process.pid} (Ctrl-C stops waiting)`,
    ]);
    expect(existsSync(join(root.root, "secrets/prod"))).toBe(false);
  });

  it("renews nothing without the right backup", async () => {
    const root = await ready();

    await expect(init(root, { renew: true }, "another passphrase here")).rejects.toThrow(
      `${BACKUP}: cannot be opened: wrong passphrase, or damaged; give the passphrase it was made with`,
    );
    const text = textOf(root, BACKUP);
    writeFileSync(join(root.root, BACKUP), text.replace(/[A-Za-z]\n/, "!\n"));
    await expect(init(root, { renew: true }, PASSPHRASE)).rejects.toThrow("or damaged");
    rmSync(join(root.root, BACKUP));
    await expect(init(root, { renew: true })).rejects.toThrow(
      `${BACKUP}: is not there; bring the backup, or name it by --backup`,
    );
  });
});

describe("ops secrets reseal", () => {
  it("seals again with the newest key, values and digests as they were", async () => {
    const root = await ready();
    const { ask } = answers("hunter2-hunter2");
    const seal = { fromFd: [], stdin: false, generate: [], labels: [], rotate: false };
    const input = { ...seal, environment: "prod", address: "core/database", keys: ["password"] };
    await secretsSeal(input, { ...root, askSecret: ask });
    const digests = /password hmac\S+/.exec(textOf(root, "secrets/prod/core.database.yaml"))?.[0];
    await init(root, { renew: true }, PASSPHRASE);
    const deep = { environment: "prod", list: false, deep: true };
    const asking = { ...root, askSecret: () => Promise.resolve(PASSPHRASE) };
    expect((await secretsVerify(deep, asking)).secrets[0]?.verdict).toBe("stale");

    const report = await secretsReseal({ environment: "prod" }, asking);

    expect(screenOf(secretsResealOutcome(report))[0]).toBe(
      "sealed     secrets/prod/core.database.yaml: password (strict)",
    );
    expect(textOf(root, "secrets/prod/core.database.yaml")).toContain(digests);
    expect((await secretsVerify(deep, asking)).verdict).toBe("done");
    expect((await secretsReseal({ environment: "prod" }, root)).sealed).toEqual([]);

    // What only opening shows: another value than the digest says, and a seal that is broken.
    const text = textOf(root, "secrets/prod/core.database.yaml");
    put(
      root.root,
      "secrets/prod/core.database.yaml",
      text.replace(/hmac-sha256:\S+/, `hmac-sha256:${"0".repeat(64)}`),
    );
    expect((await secretsVerify(deep, asking)).secrets[0]).toMatchObject({
      verdict: "other value",
      problems: ["holds other values than its digests say"],
    });
    const broken = text.replace(/(password: A\S{700})(.)/, (_, before: string, one: string) => {
      return before + (one === "A" ? "B" : "A");
    });
    put(root.root, "secrets/prod/core.database.yaml", broken);
    expect((await secretsVerify(deep, asking)).secrets[0]?.verdict).toBe("does not open");
  });
});

describe("an environment of this machine", () => {
  it("gets a key and everything declared by itself, once; a real one never does", async () => {
    const root = made({
      "secrets/declared.yaml":
        "core/a: { why: x, keys: { token: { generate: 32:hex }, typed: {}, url: { standIn: 'https://receiver.invalid/' } } }\n",
    });
    const local = { kind: "local", environment: "local", cluster: "local" } as const;

    const place = await prepareSecrets(local, root);
    await prepareSecrets(local, root);
    const real = { kind: "real", environment: "prod", cluster: undefined } as const;

    expect(await prepareSecrets(real, root)).toBeUndefined();
    expect(root.rows).toEqual([
      "a sealing key of this machine for local",
      "sealed core/a: token, typed, url",
    ]);
    expect(root.asked[0]?.values).toEqual({
      token: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      typed: expect.stringMatching(/^[\w-]{43}$/) as string,
      url: expect.stringMatching(/^https:\/\/receiver\.invalid\/[\w-]{43}$/) as string,
    });
    expect(place?.sealed).toBe(join(root.root, ".local/secrets/local/sealed"));
    expect(existsSync(join(root.root, "secrets/local"))).toBe(false);
    const deep = { environment: "local", list: false, deep: true };
    expect((await secretsVerify(deep, root)).verdict).toBe("done");
  });

  it("gets a newer key by itself when its own has ended: values stay as they are", async () => {
    const root = made({
      "secrets/declared.yaml":
        "core/a: { why: x, keys: { token: { generate: 32:hex }, b: {} } }\ncore/old: { why: x, keys: { b: {} } }\n",
    });
    const target = { kind: "rehearsal", environment: "prod", cluster: "rehearse-prod" } as const;
    const folder = ".local/secrets/rehearse-prod/sealed";
    const digestsIn = (file: string) => textOf(root, file).match(/hmac-sha256:\w+/g);
    await prepareSecrets(target, root);
    const [first, digests] = [
      textOf(root, `${folder}/sealing.crt`),
      digestsIn(`${folder}/core.a.yaml`),
    ];
    // One key fewer is declared than is sealed, and nobody asks for the other Secret any more.
    put(root.root, "secrets/declared.yaml", "core/a: { why: x, keys: { b: {} } }\n");
    root.now = () => new Date("2027-11-29T00:00:00Z");

    const place = await prepareSecrets(target, root);
    await prepareSecrets(target, root);

    expect(root.rows.slice(3)).toEqual([
      "the sealing key of rehearse-prod ended 2027-11-28, made a newer one; sealed again as it was: core/a, core/old",
    ]);
    expect(textOf(root, `${folder}/sealing.crt`)).not.toBe(first);
    // Of the values that are declared still, the one of `b`.
    expect(digestsIn(`${folder}/core.a.yaml`)).toEqual(digests?.slice(0, 1));
    if (place === undefined) throw new Error("no place");
    const { entries } = sealedEnvironment(root.root, place, "prod", root.now());
    expect(entries.map(({ address, problems }) => [address, problems])).toEqual([
      ["core/a", []],
      ["core/old", []],
    ]);
  });
});
