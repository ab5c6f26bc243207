import { SealedSecret, type SealedSecretArgs } from "../../../components/secrets/sealed-secret.ts";
import { readCertificate } from "../../../lib/sealing/certificate.ts";
import type { Scope } from "../../../lib/sealing/sealed-file.ts";
import { sealedText } from "../../../ops/lib/secrets/sealed-text.ts";
import { record } from "../../support/record.ts";
import { sealed, SEALING_DAY, sealingKey } from "../../support/sealing.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const PATH = "secrets/prod/core.database.yaml";
const DECLARED = {
  scope: "strict",
  type: "Opaque",
  labels: { "argocd.argoproj.io/secret-type": "repository" },
  keys: { password: {} },
} as const;
const at = { namespace: "core", name: "database" };

async function args(change: Partial<SealedSecretArgs> = {}, scope: Scope = "strict") {
  const { certificate: pem } = await sealingKey();
  const certificate = readCertificate(pem, "x");
  const content = sealedText({
    ...at,
    scope,
    certificate: certificate.fingerprint,
    digests: { password: `hmac-sha256:${"ab".repeat(32)}` },
    sealedAt: SEALING_DAY,
    type: "Opaque",
    labels: { "argocd.argoproj.io/secret-type": "repository" },
    encryptedData: { password: sealed(pem, { ...at, scope }, Buffer.from("hunter2")) },
  });
  return {
    namespace: "core",
    secretName: "database",
    sealed: { path: PATH, content },
    certificate,
    environment: "prod",
    now: SEALING_DAY,
    ...change,
  };
}

const built = (given: SealedSecretArgs) =>
  record(() => {
    const { secretName, namespace } = new SealedSecret("database", given);
    return { secretName, namespace };
  }, "prod");

describe("SealedSecret", () => {
  it("registers the sealed file and tells the name of the Secret", async () => {
    const given = await args();

    const { resources, outputs } = await built(given);

    expect(resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ["intelgraph:secrets:SealedSecret", "database", undefined],
      ["kubernetes:bitnami.com/v1alpha1:SealedSecret", "database-sealed", "database"],
    ]);
    expect(outputs).toEqual({ secretName: "database", namespace: "core" });
    const common = {
      "app.kubernetes.io/part-of": "intelgraph",
      "app.kubernetes.io/managed-by": "pulumi",
    };
    expect(resources[1]?.inputs).toMatchObject({
      metadata: {
        name: "database",
        namespace: "core",
        labels: common,
        annotations: {
          "intelgraph.internal/sealing-certificate": given.certificate.fingerprint,
          "intelgraph.internal/sealed-at": "2026-11-28T12:00:00.000Z",
        },
      },
      spec: {
        encryptedData: { password: expect.stringMatching(/^Ag[A-D][\w+/]{600,}={0,2}$/) as string },
        template: {
          metadata: {
            ...at,
            labels: { ...common, "argocd.argoproj.io/secret-type": "repository" },
          },
          type: "Opaque",
        },
      },
    });
  });

  it("registers the same bytes each time, whatever the time is", async () => {
    const given = await args();

    const [one, other] = [
      await built(given),
      await built({ ...given, now: new Date("2027-03-01T00:00:00Z") }),
    ];

    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  it("waits for the controller where that is asked for", async () => {
    const { resources } = await built(await args({ awaitOpened: true }));

    expect(resources[1]?.inputs["metadata"]).toMatchObject({
      annotations: { "pulumi.com/waitFor": "condition=Synced" },
    });
  });

  it("marks a wider scope in both places the controller looks", async () => {
    const declared = { ...DECLARED, scope: "namespace-wide" } as const;
    const { resources } = await built(await args({ declared }, "namespace-wide"));

    expect(JSON.stringify(resources[1]?.inputs).match(/namespace-wide":"true"/g)).toHaveLength(2);
  });

  it.each<[string, () => Promise<SealedSecretArgs>, string]>([
    [
      "that is missing",
      () => args({ sealed: { path: PATH, content: undefined } }),
      "is not there; ops secrets seal prod core/database",
    ],
    [
      "sealed with another certificate",
      async () =>
        args({ certificate: readCertificate((await sealingKey("two")).certificate, "x") }),
      "is sealed with another certificate than the committed one; ops secrets reseal prod, or with new values: ops secrets seal prod core/database --rotate",
    ],
    [
      "whose certificate has ended",
      () => args({ now: new Date("2028-01-01T00:00:00Z") }),
      "the certificate ended 2027-11-28; ops secrets init prod --renew, then ops secrets reseal prod",
    ],
    [
      "of a wider scope than asked for",
      () => args({}, "cluster-wide"),
      "is sealed cluster-wide, and strict is asked for; ops secrets reseal prod, or with new values: ops secrets seal prod core/database --rotate",
    ],
    [
      "of another Secret",
      () => args({ secretName: "cache" }),
      "seals core/database; restore it from git, or remove it and run ops secrets seal prod core/cache",
    ],
    [
      "that lacks a key",
      () => args({ declared: { ...DECLARED, keys: { ...DECLARED.keys, user: {} } } }),
      "lacks user; ops secrets seal prod core/database",
    ],
    [
      "that is labelled otherwise",
      () => args({ declared: { ...DECLARED, labels: {} } }),
      "has other labels than the declared ones; ops secrets seal prod",
    ],
    [
      "that is no sealed file",
      () => args({ sealed: { path: PATH, content: "kind: Secret\n" } }),
      "is no SealedSecret of bitnami.com/v1alpha1, names no namespace and name, names no sealing certificate, does not say when it was sealed, seals nothing; restore it from git, or remove it and seal it anew",
    ],
  ])("refuses a file %s, in one line, and registers nothing", async (_, given, says) => {
    const wrong = await given();
    let count = 0;

    await expect(
      record(() => {
        try {
          new SealedSecret("database", wrong);
        } finally {
          count += 1;
        }
      }),
    ).rejects.toThrow(new RegExp(`^${PATH}: ${says}$`));
    expect(count).toBe(1);
  });
});
