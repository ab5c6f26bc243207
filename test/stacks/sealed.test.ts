import { sealedSettings } from "../../stacks/sealed.ts";
import { SEALING_DAY, sealingKey } from "../support/sealing.ts";
import { put, sealingRoots, withKey } from "../ops/support/sealing.ts";
import { secretsSeal } from "../../ops/commands/secrets-seal.ts";

const made = sealingRoots();
const real = { context: "intelgraph-prod" };
const DECLARED =
  "core/a: { why: x, keys: { token: { generate: 32:hex } } }\n" +
  "core/b: { why: x, keys: { token: { generate: 32:hex } } }\n";
const all = { environment: "prod", keys: [], fromFd: [], stdin: false, generate: [] } as const;

describe("what is sealed for an environment", () => {
  it("is read with its certificate, sorted, ready to be registered", async () => {
    const root = made({ "secrets/declared.yaml": DECLARED });
    await withKey(root);
    await secretsSeal({ ...all, labels: [], rotate: false }, root);

    const { certificate, secrets } = sealedSettings("prod", real, SEALING_DAY, root.root);

    expect(certificate.pem).toBe((await sealingKey()).certificate);
    expect([...secrets.keys()]).toEqual(["core/a", "core/b"]);
    expect(secrets.get("core/a")).toMatchObject({
      namespace: "core",
      secretName: "a",
      environment: "prod",
      sealed: { path: "secrets/prod/core.a.yaml" },
      declared: { scope: "strict" },
    });
  });

  it("is refused with every fault at once", async () => {
    const root = made({ "secrets/declared.yaml": DECLARED });
    await withKey(root);
    put(root.root, "secrets/prod/core.b.yaml", "kind: Secret\n");
    const at = (time: Date) => () => sealedSettings("prod", real, time, root.root);

    expect(at(SEALING_DAY)).toThrow(
      /^secrets\/prod\/core\.a\.yaml: is not there; ops secrets seal prod core\/a\nsecrets\/prod\/core\.b\.yaml: is no SealedSecret .*$/,
    );
    expect(at(new Date("2028-01-01"))).toThrow(
      /^secrets\/prod\/sealing\.crt: the certificate ended 2027-11-28; ops secrets init prod --renew, then ops secrets reseal prod\nsecrets\/prod\/core\.a\.yaml: is not there/,
    );
  });

  it("is refused without a certificate; a rehearsal has one of its own", () => {
    const { root } = made();

    expect(() => sealedSettings("prod", real, SEALING_DAY, root)).toThrow(
      "secrets/prod/sealing.crt: is not there; make a sealing key first: ops secrets init prod",
    );
    expect(() => sealedSettings("prod", { context: "rehearse-prod" }, SEALING_DAY, root)).toThrow(
      ".local/secrets/rehearse-prod/sealed/sealing.crt: is not there",
    );
  });
});
