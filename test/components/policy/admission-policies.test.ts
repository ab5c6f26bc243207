import {
  AdmissionPolicies,
  type PolicyPair,
} from "../../../components/policy/admission-policies.ts";
import { record } from "../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const pair = (name: string, after?: string): PolicyPair => ({
  name,
  policy: { validations: [{ expression: "false" }] },
  binding: { policyName: name, validationActions: ["Deny"] },
  ...(after !== undefined && { after }),
});

describe("the policies of an API server", () => {
  it("are a policy and a binding each, under one name and labelled as ours", async () => {
    const { resources } = await record(() => {
      new AdmissionPolicies("admission", { pairs: [pair("one"), pair("two")] });
    });

    const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(objects.map(({ name }) => name)).toEqual([
      "admission-one",
      "admission-two",
      "admission-one-binding",
      "admission-two-binding",
    ]);
    for (const { parent, inputs } of objects) {
      expect(parent).toBe("admission");
      expect(inputs["metadata"]).toMatchObject({
        name: expect.stringMatching(/^(one|two)$/) as string,
        labels: expect.objectContaining({}) as object,
      });
    }
    expect(objects[2]?.inputs["spec"]).toEqual({
      policyName: "one",
      validationActions: ["Deny"],
    });
  });

  it("are known by their names once they are in force", async () => {
    const { outputs } = await record(() => {
      const { policies } = new AdmissionPolicies("admission", {
        pairs: [pair("one-waived"), pair("one", "one-waived")],
      });
      return { policies };
    });

    expect(outputs).toEqual({ policies: ["one-waived", "one"] });
  });
});
