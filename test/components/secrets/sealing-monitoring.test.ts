import { SealingMonitoring } from "../../../components/secrets/sealing-monitoring.ts";
import { readCertificate } from "../../../lib/sealing/certificate.ts";
import { record } from "../../support/record.ts";
import { sealingKey } from "../../support/sealing.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const kindOf = (type: string) => type.split(":").at(-1);

describe("SealingMonitoring", () => {
  it("alerts a month before the certificate ends, and when the key is old", async () => {
    const certificate = readCertificate((await sealingKey()).certificate, "x");
    const { resources } = await record(() => {
      new SealingMonitoring("monitoring", { namespace: "sealed-secrets", certificate });
    });
    expect(resources.map(({ type, name, parent }) => [kindOf(type), name, parent])).toEqual([
      ["SealingMonitoring", "monitoring", undefined],
      ["PrometheusRule", "monitoring-alerts", "monitoring"],
      ["ServiceMonitor", "monitoring-monitor", "monitoring"],
    ]);
    const rule = resources.find(({ type }) => kindOf(type) === "PrometheusRule");
    const { groups } = rule?.inputs["spec"] as {
      groups: { rules: { alert: string; expr: string }[] }[];
    };
    const exprs = Object.fromEntries(
      groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr])),
    );

    expect(Object.keys(exprs)).toEqual([
      "SealedSecretsUnsealErrors",
      "SealedSecretNotSynced",
      "SealedSecretsControllerDown",
      "SealingCertificateExpiresSoon",
      "SealingKeyOld",
    ]);
    const at = (time: string) => String(Date.parse(time) / 1000);
    expect(exprs["SealingCertificateExpiresSoon"]).toBe(
      `vector(time()) > ${at("2027-10-29T12:00:00Z")}`,
    );
    expect(exprs["SealingKeyOld"]).toBe(`vector(time()) > ${at("2027-12-28T12:00:00Z")}`);
  });
});
