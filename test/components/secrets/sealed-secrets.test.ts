import {
  SealedSecrets,
  type SealedSecretsArgs,
} from "../../../components/secrets/sealed-secrets.ts";
import { keySecretName, readCertificate } from "../../../lib/sealing/certificate.ts";
import { record } from "../../support/record.ts";
import { sealingKey } from "../../support/sealing.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const IMAGE = `docker.io/bitnami/sealed-secrets-controller:0.32.2@sha256:${"ab".repeat(32)}`;

const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "sealedsecrets.bitnami.com" },
  spec: { group: "bitnami.com" },
};

const args = async (change: Partial<SealedSecretsArgs> = {}): Promise<SealedSecretsArgs> => ({
  namespace: "sealed-secrets",
  opens: ["core", "argocd"],
  objects: [definition],
  retainedBy: undefined,
  image: IMAGE,
  certificate: readCertificate((await sealingKey()).certificate, "x"),
  apiServer: { cidrs: ["10.40.0.0/24", "10.40.1.0/24"], ports: [443] },
  prometheus: { namespace: "platform", pods: { "app.kubernetes.io/name": "prometheus" } },
  ...change,
});

const built = async (change: Partial<SealedSecretsArgs> = {}) => {
  const given = await args(change);
  return record(() => {
    const { controller, backupAccount, certificate } = new SealedSecrets("sealed-secrets", given);
    return { controller, backupAccount, certificate };
  }, "prod");
};

const kindOf = (type: string) => type.split(":").at(-1);

describe("SealedSecrets", () => {
  it("is the controller, its access and its traffic", async () => {
    const { resources, outputs } = await built();

    expect(resources.map(({ type, name, parent }) => [kindOf(type), name, parent])).toEqual([
      ["SealedSecrets", "sealed-secrets", undefined],
      ["SealingAccess", "sealed-secrets-access", "sealed-secrets"],
      [
        "CustomResourceDefinition",
        "sealed-secrets-custom-resource-definition-sealedsecrets.bitnami.com",
        "sealed-secrets",
      ],
      ["Deployment", "sealed-secrets-controller", "sealed-secrets"],
      ["Service", "sealed-secrets-controller", "sealed-secrets"],
      ["ServiceAccount", "sealed-secrets-access-backup", "sealed-secrets-access"],
      ["ServiceAccount", "sealed-secrets-access-controller", "sealed-secrets-access"],
      ["NetworkPolicy", "sealed-secrets-from-prometheus", "sealed-secrets"],
      ["NetworkPolicy", "sealed-secrets-to-api-server", "sealed-secrets"],
      ...["Role", "RoleBinding"].flatMap((kind) =>
        [
          "sealed-secrets-controller-argocd",
          "sealed-secrets-controller-core",
          "sealed-secrets-controller-sealed-secrets",
          "sealing-key-backup-sealed-secrets",
        ].map((name) => [kind, `sealed-secrets-access-${name}`, "sealed-secrets-access"]),
      ),
    ]);
    const { certificate } = await args();
    expect(outputs).toEqual({
      controller: "sealed-secrets-controller",
      backupAccount: "sealing-key-backup",
      certificate: certificate.fingerprint,
    });
  });

  it("begins no controller before the committed certificate's key is there", async () => {
    const { resources } = await built();
    const { certificate } = await args();
    const deployment = resources.find(({ type }) => kindOf(type) === "Deployment");

    expect(deployment?.inputs).toMatchObject({
      spec: {
        template: {
          metadata: {
            annotations: { "intelgraph.internal/sealing-certificate": certificate.fingerprint },
          },
          spec: {
            volumes: [
              {
                secret: {
                  secretName: keySecretName(certificate),
                  items: [{ key: "tls.crt", path: "tls.crt" }],
                },
              },
            ],
          },
        },
      },
    });
    expect(JSON.stringify(deployment)).not.toMatch(/tls\.key|optional/);
  });

  it("tells the controller which namespaces to look into and when to renew", async () => {
    const argsOf = async (change: Partial<SealedSecretsArgs>) => {
      const { resources } = await built(change);
      const deployment = resources.find(({ type }) => kindOf(type) === "Deployment");
      const { spec } = deployment?.inputs as {
        spec: { template: { spec: { containers: { image: string; args: string[] }[] } } };
      };
      return spec.template.spec.containers[0];
    };

    expect(await argsOf({})).toMatchObject({
      image: IMAGE,
      args: [
        "--update-status",
        "--all-namespaces=false",
        "--additional-namespaces=argocd,core",
        "--key-renew-period=720h",
        "--accept-deprecated-v1-data=false",
        "--log-format=json",
      ],
    });
    expect((await argsOf({ keyRenewPeriod: "0" }))?.args).toContain("--key-renew-period=0");
  });

  it("grants nothing on the whole cluster, no proxy, and secrets only where they are opened", async () => {
    const { resources } = await built();
    const roles = resources.filter(({ type }) => /Role$/.test(type));
    const bindings = resources.filter(({ type }) => type.endsWith("RoleBinding"));

    expect(
      roles.map(({ inputs }) => (inputs["metadata"] as { namespace: string }).namespace),
    ).toEqual(["argocd", "core", "sealed-secrets", "sealed-secrets"]);
    expect(JSON.stringify(roles)).not.toMatch(/proxy|\*|"delete"/);
    expect(roles.at(-1)?.inputs["rules"]).toEqual([
      { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] },
    ]);
    expect(bindings.map(({ inputs }) => inputs["subjects"])).toEqual(
      [...Array<string>(3).fill("sealed-secrets-controller"), "sealing-key-backup"].map((name) => [
        { kind: "ServiceAccount", name, namespace: "sealed-secrets" },
      ]),
    );
  });

  it("lets nobody but Prometheus in, and the controller nowhere but to the API server", async () => {
    const { resources } = await built();
    const specs = resources
      .filter(({ type }) => kindOf(type) === "NetworkPolicy")
      .map(({ inputs }) => inputs["spec"]);

    const podSelector = {
      matchLabels: {
        "app.kubernetes.io/name": "sealed-secrets-controller",
        "app.kubernetes.io/component": "sealed-secrets",
      },
    };
    expect(specs).toEqual([
      {
        podSelector,
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "platform" } },
                podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
              },
            ],
            ports: [{ port: 8081, protocol: "TCP" }],
          },
        ],
      },
      {
        podSelector,
        policyTypes: ["Egress"],
        egress: [
          {
            to: [{ ipBlock: { cidr: "10.40.0.0/24" } }, { ipBlock: { cidr: "10.40.1.0/24" } }],
            ports: [{ port: 443, protocol: "TCP" }],
          },
        ],
      },
    ]);
  });

  it("refuses what cannot work, all at once", async () => {
    const wrong = await args({
      keyRenewPeriod: "30d",
      opens: [],
      apiServer: { cidrs: [], ports: [443] },
    });

    await expect(record(() => void new SealedSecrets("sealed-secrets", wrong))).rejects.toThrow(
      [
        'sealed-secrets: keyRenewPeriod "30d" is no duration; write for example 720h, or 0',
        "sealed-secrets: opens no namespace; name those that have SealedSecrets",
        "sealed-secrets: apiServer has no addresses; name those of the API server",
      ].join("\n"),
    );
  });
});
