import { inNamespace } from "../../../../components/lib/install/in-namespace.ts";
import { retagged, withImages } from "../../../../components/lib/install/images.ts";
import { labelled } from "../../../../components/lib/install/labelled.ts";
import { withoutDescriptions } from "../../../../components/lib/install/descriptions.ts";
import { withResources } from "../../../../components/lib/install/resources.ts";
import { withSecurityContext } from "../../../../components/lib/install/security-context.ts";
import {
  onlyDefinitions,
  patched,
  without,
  withoutKinds,
} from "../../../../components/lib/install/select.ts";
import { transformed } from "../../../../components/lib/install/transform.ts";
import type { KubernetesObject } from "../../../../lib/artifacts/objects.ts";
import type { LockedImage } from "../../../../lib/artifacts/images-schema.ts";
import { definition, deployment, manifest } from "./objects.ts";

const of = (objects: readonly KubernetesObject[], kind: string) =>
  objects.filter((object) => object.kind === kind);

describe("a manifest put into a namespace", () => {
  const moved = inNamespace("platform")(manifest());

  it("names the namespace on every object that belongs to one, and on no other", () => {
    const named = moved.map(({ kind, metadata }) => [kind, metadata.namespace]);

    expect(named).toEqual([
      ["CustomResourceDefinition", undefined],
      ["ServiceAccount", "platform"],
      ["ClusterRole", undefined],
      ["ClusterRoleBinding", undefined],
      ["RoleBinding", "platform"],
      ["Service", "platform"],
      ["Deployment", "platform"],
      ["ValidatingWebhookConfiguration", undefined],
      ["Widget", undefined],
    ]);
  });

  it("follows its own accounts in bindings, and leaves those of others", () => {
    expect(of(moved, "ClusterRoleBinding")[0]?.["subjects"]).toEqual([
      { kind: "ServiceAccount", name: "tool", namespace: "platform" },
      { kind: "ServiceAccount", name: "metrics", namespace: "kube-system" },
      { kind: "Group", name: "admins" },
    ]);
    expect(of(moved, "RoleBinding")[0]?.["subjects"]).toEqual([
      { kind: "ServiceAccount", name: "tool", namespace: "platform" },
    ]);
  });

  it("follows the services that webhooks and conversions call", () => {
    expect(of(moved, "ValidatingWebhookConfiguration")[0]).toMatchObject({
      webhooks: [{ clientConfig: { service: { name: "tool", namespace: "platform" } } }],
    });
    expect(of(moved, "CustomResourceDefinition")[0]).toMatchObject({
      spec: {
        conversion: {
          webhook: { clientConfig: { service: { name: "tool", namespace: "platform" } } },
        },
      },
    });
  });

  it("follows arguments that name the old one, and no other text", () => {
    expect(of(moved, "Deployment")[0]).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                args: [
                  "--namespace=platform",
                  "--leader-election-namespace=platform",
                  "--server=tool.platform.svc:8080",
                  "--other=tools.svc",
                  "--side=ghcr.io/acme/side:v1",
                ],
              },
            ],
          },
        },
      },
    });
  });

  it("leaves what it was given as it was", () => {
    const given = manifest();

    inNamespace("platform")(given);

    expect(given).toEqual(manifest());
  });
});

describe("labels", () => {
  it("go on every object and its pods, and on no selector", () => {
    const [object] = labelled({ owner: "graph" })([deployment()]);

    expect(object).toMatchObject({
      metadata: { labels: { app: "tool", owner: "graph" } },
      spec: {
        selector: { matchLabels: { app: "tool" } },
        template: { metadata: { labels: { app: "tool", owner: "graph" } } },
      },
    });
    expect(object?.["spec"]).not.toMatchObject({ selector: { matchLabels: { owner: "graph" } } });
  });
});

describe("images", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const lock = new Map<string, LockedImage>(
    ["tool", "init", "side"].map((name) => [
      `ghcr.io/acme/${name}:v1`,
      { image: `ghcr.io/acme/${name}`, tag: "v1", state: "recorded", digest, sources: ["a", "b"] },
    ]),
  );

  it("get the digests of the lock, in containers, before them and in arguments", () => {
    const [object] = withImages(lock)([deployment()]);

    expect(object).toMatchObject({
      spec: {
        template: {
          spec: {
            initContainers: [{ image: `ghcr.io/acme/init:v1@${digest}` }],
            containers: [{ image: `ghcr.io/acme/tool:v1@${digest}` }],
          },
        },
      },
    });
    expect(JSON.stringify(object)).toContain(`--side=ghcr.io/acme/side:v1@${digest}`);
  });

  it("are refused, all at once, when the lock has not got them", () => {
    expect(() => withImages(new Map())([deployment()])).toThrow(
      [
        "artifacts/images.lock.json: has no image ghcr.io/acme/init:v1; add it as empty, then run ops artifacts resolve",
        "artifacts/images.lock.json: has no image ghcr.io/acme/tool:v1; add it as empty, then run ops artifacts resolve",
      ].join("\n"),
    );
  });

  it("get another tag where upstream wrote a moving one", () => {
    const [object] = retagged("ghcr.io/acme/tool", "v1", "v2")([deployment()]);

    expect(object).toMatchObject({
      spec: {
        template: {
          spec: {
            initContainers: [{ image: "ghcr.io/acme/init:v1" }],
            containers: [{ image: "ghcr.io/acme/tool:v2" }],
          },
        },
      },
    });
  });

  it("say so when the moving tag is gone", () => {
    expect(() => retagged("ghcr.io/acme/tool", "latest", "v2")([deployment()])).toThrow(
      "image ghcr.io/acme/tool:latest: no container has it; look at the manifest, and at the tag it has now",
    );
  });
});

describe("resources", () => {
  const small = { requests: { cpu: "10m" }, limits: { memory: "64Mi" } };
  const large = { requests: { cpu: "1" }, limits: { memory: "1Gi" } };

  it("are those of the container, the longer name first", () => {
    const [object] = withResources({ tool: small, "tool/init": large })([deployment()]);

    expect(object).toMatchObject({
      spec: {
        template: {
          spec: {
            initContainers: [{ name: "init", resources: large }],
            containers: [{ name: "tool", resources: small }],
          },
        },
      },
    });
  });

  it("are refused for a container that is not there", () => {
    expect(() => withResources({ tol: small })([deployment()])).toThrow(
      "resources of tol: there is no such container; did you mean tool?",
    );
  });
});

describe("a security context", () => {
  it("is restricted, whatever upstream wrote, with its user kept", () => {
    const [object] = withSecurityContext()([deployment()]);

    const container = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    };
    expect(object).toMatchObject({
      spec: {
        template: {
          spec: {
            securityContext: {
              fsGroup: 99,
              runAsNonRoot: true,
              seccompProfile: { type: "RuntimeDefault" },
            },
            initContainers: [{ securityContext: container }],
            containers: [{ securityContext: { ...container, runAsUser: 999 } }],
          },
        },
      },
    });
  });
});

describe("selecting", () => {
  it("leaves out kinds, objects and definitions", () => {
    const left = transformed(
      manifest(),
      withoutKinds("Widget", "ClusterRole"),
      without({ kind: "Service", name: "tool" }),
    );

    expect(left.map(({ kind }) => kind)).toEqual([
      "CustomResourceDefinition",
      "ServiceAccount",
      "ClusterRoleBinding",
      "RoleBinding",
      "Deployment",
      "ValidatingWebhookConfiguration",
    ]);
    expect(onlyDefinitions("Widget")(manifest())).toEqual(manifest());
    expect(of(onlyDefinitions()(manifest()), "CustomResourceDefinition")).toEqual([]);
  });

  it("changes one object", () => {
    const [first, ...rest] = patched("Deployment", "tool", (object) => ({
      ...object,
      spec: { replicas: 3 },
    }))([deployment(), ...manifest()]);

    expect(first?.["spec"]).toEqual({ replicas: 3 });
    expect(rest.filter(({ kind }) => kind !== "Deployment")).toHaveLength(8);
  });

  it.each([
    [withoutKinds("Widgt"), "without Widgt: no object is of that kind; did you mean Widget?"],
    [
      without({ kind: "Service", name: "tol" }),
      "without Service tol: there is no such object; did you mean Service tool?",
    ],
    [
      patched("Pod", "nothing", (object) => object),
      "patch of Pod nothing: there is no such object; look at what the artifact has",
    ],
    [onlyDefinitions("Widgt"), "definition of Widgt: there is none; did you mean Widget?"],
  ])("refuses what matches nothing: %#", (transform, says) => {
    expect(() => transform(manifest())).toThrow(says);
  });
});

describe("definitions without prose", () => {
  it("keep their schema, and a property that is called description", () => {
    const [object] = withoutDescriptions()([definition()]);

    expect(object).toMatchObject({
      spec: {
        versions: [
          {
            name: "v1",
            schema: {
              openAPIV3Schema: {
                type: "object",
                properties: {
                  spec: {
                    type: "object",
                    required: ["size"],
                    properties: { description: { type: "string" }, size: { type: "integer" } },
                  },
                },
              },
            },
          },
        ],
      },
    });
    expect(JSON.stringify(object)).not.toContain("prose");
  });
});
