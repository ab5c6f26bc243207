import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openCache } from "../../../../policy-packs/provenance/release/cache.ts";
import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import { releaseFixture } from "../../../support/release.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "intelgraph-cache-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** How often work is done for one question, asked twice, with something happening in between. */
function timesDone(between: () => void): number {
  let done = 0;
  const work = () => {
    done++;
    return { answer: 42 };
  };
  const first = openCache(folder).remembered(["a"], work);
  between();
  const second = openCache(folder).remembered(["a"], work);
  expect([first, second]).toEqual([{ answer: 42 }, { answer: 42 }]);
  return done;
}

const entries = () => readdirSync(folder).filter((name) => name !== "key");
const entry = () => join(folder, entries()[0] ?? "");

test("an answer is remembered, in files that only this user can read", () => {
  const done = timesDone(() => undefined);

  expect(done).toBe(1);
  expect(entries()).toHaveLength(1);
  expect([entry(), join(folder, "key")].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o600, 0o600,
  ]);
});

test.each([
  [
    "changed",
    () => {
      writeFileSync(entry(), readFileSync(entry(), "utf8").replace("42", "43"));
    },
  ],
  [
    "cut off",
    () => {
      writeFileSync(entry(), readFileSync(entry(), "utf8").slice(0, 20));
    },
  ],
  [
    "of another question",
    () => {
      openCache(folder).remembered(["b"], () => ({ answer: 43 }));
      const [one = "", two = ""] = entries();
      const [a, b] = [join(folder, one), join(folder, two)];
      const texts = [readFileSync(a, "utf8"), readFileSync(b, "utf8")];
      writeFileSync(a, texts[1] ?? "");
      writeFileSync(b, texts[0] ?? "");
    },
  ],
  [
    "made with another key",
    () => {
      writeFileSync(join(folder, "key"), "00".repeat(32));
    },
  ],
  [
    "without a code",
    () => {
      writeFileSync(entry(), JSON.stringify({ answer: '{"answer":42}', code: "" }));
    },
  ],
])("an entry that is %s is no answer", (_name, spoil) => {
  expect(timesDone(spoil)).toBe(2);
});

test("a key that others can read is not used, nor is anything that was made with it", () => {
  const done = timesDone(() => {
    chmodSync(join(folder, "key"), 0o644);
  });

  expect(done).toBe(2);
});

test("a folder that cannot be written costs time, and nothing else", () => {
  const blocked = join(folder, "file");
  writeFileSync(blocked, "");

  const answer = openCache(join(blocked, "cache")).remembered(["a"], () => 1);

  expect(answer).toBe(1);
});

test("work that throws is done again", () => {
  const cache = openCache(folder);
  const failing = () =>
    cache.remembered(["a"], () => {
      throw new Error("no");
    });

  expect(failing).toThrow("no");
  expect(failing).toThrow("no");
  expect(entries()).toEqual([]);
});

test("a remembered release is held against the evidence and the clock of today", () => {
  const release = releaseFixture();
  const later = new Date(release.now.getTime() + 7 * 86_400_000);
  const codesOf = (now: Date) =>
    verifyRelease({ ...release, now, cache: folder }).images.flatMap(({ failures }) =>
      failures.map(({ code }) => code),
    );

  expect(codesOf(release.now)).toEqual([]);
  const known = entries().length;
  expect(codesOf(release.now)).toEqual([]);
  expect(entries()).toHaveLength(known);
  expect(codesOf(later)).toEqual(["scan-too-old"]);
  writeFileSync(release.evidence("api", "sbom"), "{}");
  expect(codesOf(release.now)).toEqual(["evidence-changed"]);
  release.dispose();
});

test("another trust file is another question", () => {
  const release = releaseFixture();
  const verdict = () => verifyRelease({ ...release, cache: folder }).images[0]?.failures;
  expect(verdict()).toEqual([]);

  release.editTrust((file) => ({
    ...file,
    keys: file.keys.map((key) => ({ ...key, builder: "https://other.example" })),
  }));

  expect(verdict()?.map(({ code }) => code)).toEqual(["builder-not-allowed"]);
  release.dispose();
});
