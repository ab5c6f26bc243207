import { secret } from "../../../../../local/plugins/lib/marks.ts";
import { checkConfig } from "../../../../../local/plugins/resource-kubernetes/config/check.ts";

const urn = (name: string): string => `urn:pulumi:s::p::pulumi:providers:kubernetes::${name}`;

describe("checkConfig", () => {
  it("asks for nothing without strict mode", () => {
    expect(checkConfig(urn("default_4_34_2"), {}, {})).toEqual([]);
  });

  it.each([
    ["the argument", { strictMode: "true" }, {}],
    ["a boolean", { strictMode: true }, {}],
    ["the stack's configuration", {}, { PULUMI_CONFIG: '{"strictMode":"true"}' }],
  ])(
    "lists all that strict mode, set by %s, has against the default provider",
    (_how, inputs, environment) => {
      expect(checkConfig(urn("default_4_34_2"), inputs, environment)).toEqual([
        {
          property: "",
          reason: "strict mode forbids the default provider; pass a provider of your own",
        },
        {
          property: "kubeconfig",
          reason: 'strict mode requires the provider argument "kubeconfig"',
        },
        { property: "context", reason: 'strict mode requires the provider argument "context"' },
      ]);
    },
  );

  it("is content with a kubeconfig and a context", () => {
    const inputs = { strictMode: "true", kubeconfig: secret("k"), context: "c" };

    expect(checkConfig(urn("mine"), inputs, {})).toEqual([]);
  });
});
