import { readCertificate } from "../../../lib/sealing/certificate.ts";
import { type Expected, fixOf, judgeSealed, type Problem } from "../../../lib/sealing/judge.ts";
import { readSealedFile, type SealedFile } from "../../../lib/sealing/sealed-file.ts";
import { sealedText } from "../../../ops/lib/secrets/sealed-text.ts";
import { sealed, SEALING_DAY, sealingKey } from "../../support/sealing.ts";

const DIGEST = `hmac-sha256:${"ab".repeat(32)}`;

async function goodText(change: Partial<SealedFile> = {}): Promise<string> {
  const { certificate } = await sealingKey();
  const { fingerprint } = readCertificate(certificate, "x");
  const at = { namespace: "core", name: "database" };
  return sealedText({
    ...at,
    scope: "strict",
    certificate: fingerprint,
    digests: { password: DIGEST },
    sealedAt: SEALING_DAY,
    type: "Opaque",
    labels: {},
    encryptedData: { password: sealed(certificate, at, Buffer.from("hunter2")) },
    ...change,
  });
}
const good = async (change: Partial<SealedFile> = {}) =>
  readSealedFile(await goodText(change), "secrets/prod/core.database.yaml");

const expected = async (change: Partial<Expected> = {}): Promise<Expected> => ({
  namespace: "core",
  name: "database",
  certificate: readCertificate((await sealingKey()).certificate, "x"),
  now: SEALING_DAY,
  ...change,
});

describe("a sealed file", () => {
  it("that is whole has nothing against it", async () => {
    expect(judgeSealed(await good(), await expected())).toEqual([]);
  });

  it.each<[string, Partial<SealedFile>, string]>([
    ["in another namespace", { namespace: "predictive" }, "misplaced: seals predictive/database"],
    ["of another name", { name: "cache" }, "misplaced: seals core/cache"],
    [
      "of a wider scope",
      { scope: "namespace-wide" },
      "wrong scope: is sealed namespace-wide, and strict is asked for",
    ],
    [
      "of another certificate",
      { certificate: `sha256:${"0".repeat(64)}` },
      "stale: is sealed with another certificate than the committed one",
    ],
    [
      "of a key of another length",
      { encryptedData: { password: Buffer.alloc(600, 1).toString("base64") } },
      'malformed: "password" cannot be sealed with that certificate',
    ],
  ])("%s is refused", async (_, change, said) => {
    const problems = judgeSealed(await good(change), await expected());

    expect(problems.map(({ verdict, says }) => `${verdict}: ${says}`)).toEqual([said]);
  });

  it("is refused once its certificate has ended, and before it begins", async () => {
    const at = async (time: string) =>
      judgeSealed(await good(), await expected({ now: new Date(time) }));

    expect(await at("2027-11-28T12:00:00Z")).toEqual([
      { verdict: "expired", says: "the certificate ended 2027-11-28" },
    ]);
    expect(await at("2026-11-27T12:00:00Z")).toEqual([
      { verdict: "not yet valid", says: "the certificate begins only 2026-11-28" },
    ]);
  });

  it("is held against what the project declares", async () => {
    const keys = { password: {}, user: {} };
    const declared = { scope: "cluster-wide", type: "Opaque", labels: {}, keys } as const;

    const problems = judgeSealed(await good(), await expected({ declared }));

    expect(problems.map(({ says }) => says)).toEqual([
      "is sealed strict, and cluster-wide is asked for",
      "lacks user",
    ]);
  });

  it("is refused in another type, under other labels, or with a key more than declared", async () => {
    const declared = {
      scope: "strict",
      type: "kubernetes.io/basic-auth",
      labels: { a: "b", c: "d" },
      keys: { user: {} },
    } as const;
    const { encryptedData, digests } = await good();
    const of = (change: Partial<SealedFile>) =>
      good({
        ...change,
        encryptedData: { ...encryptedData, user: encryptedData["password"] ?? "" },
        digests: { ...digests, user: DIGEST },
      });

    expect(judgeSealed(await of({ labels: { a: "x" } }), await expected({ declared }))).toEqual([
      { verdict: "misdescribed", says: "holds password, which is not declared" },
      {
        verdict: "misdescribed",
        says: "is of another type than the declared kubernetes.io/basic-auth",
      },
      { verdict: "misdescribed", says: "has other labels than the declared ones" },
    ]);
    const same = { type: declared.type, labels: { c: "d", a: "b" } };
    const both = { ...declared, keys: { user: {}, password: {} } };
    expect(judgeSealed(await of(same), await expected({ declared: both }))).toEqual([]);
  });

  it.each<[string, (text: string) => string, string]>([
    ["no object", () => "[]", "holds no object"],
    ["no YAML", () => "a: [", "cannot be read as YAML"],
    [
      "another kind",
      (text) => text.replace("kind: SealedSecret", "kind: Secret"),
      "is no SealedSecret of bitnami.com/v1alpha1",
    ],
    [
      "plaintext under a key",
      (text) => text.replace(/password: A\S+/, "password: hunter2"),
      'holds something under "password" that is not sealed',
    ],
    [
      "plaintext in its template",
      (text) => text.replace("    type: Opaque", "    type: Opaque\n    data: { a: b }"),
      "has spec.template.data",
    ],
    [
      "the deprecated form",
      (text) => text.replace("  template:", "  data: abc\n  template:"),
      "has spec.data",
    ],
    [
      "another name inside",
      (text) => text.replace("      name: database", "      name: other"),
      "its template has another namespace or name",
    ],
    [
      "two scopes",
      (text) =>
        text.replace(
          "  annotations:",
          '  annotations:\n    sealedsecrets.bitnami.com/cluster-wide: "true"',
        ),
      "says two things about its scope",
    ],
    [
      "no certificate",
      (text) => text.replace(/sha256:[0-9a-f]{64}\n/, "none\n"),
      "names no sealing certificate",
    ],
    [
      "an annotation of somebody else",
      (text) => text.replace("  annotations:", "  annotations:\n    pulumi.com/skipAwait: hunter2"),
      "has metadata.annotations.pulumi.com/skipAwait",
    ],
    [
      "an annotation in its template",
      (text) => text.replace("    type:", "      annotations: { note: hunter2 }\n    type:"),
      "has spec.template.metadata.annotations.note",
    ],
    [
      "a text in place of annotations",
      (text) => text.replace("    type:", "      annotations: hunter2\n    type:"),
      "has spec.template.metadata.annotations, which is no mapping",
    ],
    [
      "a scope that is said and not meant",
      (text) =>
        text.replace(
          "  annotations:",
          "  annotations:\n    sealedsecrets.bitnami.com/cluster-wide: hunter2",
        ),
      "has metadata.annotations.sealedsecrets.bitnami.com/cluster-wide",
    ],
    [
      "something beside its digests",
      (text) => text.replace(`password ${DIGEST}`, `|-\n      password ${DIGEST}\n      hunter2`),
      "has something else as metadata.annotations.intelgraph.internal/plaintext-digests",
    ],
    [
      "something beside its time",
      (text) => text.replace(/sealed-at: .*/, "sealed-at: Sat Nov 28 2026 (hunter2)"),
      "has something else as metadata.annotations.intelgraph.internal/sealed-at",
    ],
    [
      "labels that are no texts",
      (text) => text.replace("    type:", "      labels: { a: { b: hunter2 } }\n    type:"),
      "has something else as spec.template.metadata.labels.a",
    ],
    [
      "a type that is no text",
      (text) => text.replace("type: Opaque", "type: [hunter2]"),
      "has something else as spec.template.type",
    ],
    ["no digest", (text) => text.replace(DIGEST, "md5:1"), 'has no digest for "password"'],
    [
      "no time",
      (text) => text.replace(/sealed-at: .*/, "sealed-at: yesterday"),
      "does not say when it was sealed",
    ],
  ])("with %s cannot be read", async (_, change, problem) => {
    const text = await goodText();

    expect(() => readSealedFile(change(text), "f.yaml")).toThrow(`f.yaml: ${problem}`);
    expect(change(text)).not.toBe(text);
  });

  it("is mended by what helps", () => {
    const fix = (...verdicts: Problem["verdict"][]) =>
      fixOf(
        verdicts.map((verdict) => ({ verdict, says: "" })),
        "core/database",
        { name: "prod" },
      );

    expect(fix("missing")).toBe("ops secrets seal prod core/database");
    expect(fix("incomplete")).toBe("ops secrets seal prod core/database");
    expect(fix("incomplete", "stale")).toBe(
      "ops secrets reseal prod, then ops secrets seal prod core/database",
    );
    expect(fix("stale")).toBe(
      "ops secrets reseal prod, or with new values: ops secrets seal prod core/database --rotate",
    );
    expect(fix("misdescribed")).toBe("ops secrets seal prod");
    expect(fix("misdescribed", "incomplete")).toBe("ops secrets seal prod core/database");
    expect(fix("misdescribed", "stale")).toBe(
      "ops secrets reseal prod, then ops secrets seal prod",
    );
    expect(fix("stale", "expired")).toBe(
      "ops secrets init prod --renew, then ops secrets reseal prod",
    );
    expect(fix("not yet valid")).toBe("correct the clock of this machine");
    expect(fix("malformed")).toBe(
      "restore it from git, or remove it and run ops secrets seal prod core/database",
    );
  });
});
