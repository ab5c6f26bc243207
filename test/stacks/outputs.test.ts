import { readFileSync } from "node:fs";
import { outputsSchema } from "../../stacks/outputs.ts";
import { outputsSchemaText, SCHEMA_FILE } from "../../stacks/write-outputs-schema.ts";
import { record } from "../support/record.ts";
import { programOf, STACKS } from "../support/settings.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

describe("outputs", () => {
  it.each(STACKS)("of %s keep the contract", async (stack) => {
    const { outputs } = await record(programOf(stack), stack);

    expect(outputsSchema.safeParse(outputs).error).toBeUndefined();
    expect(outputs["contract"]).toBe(1);
  });

  it("name the namespaces, what they may use and who may act in them", async () => {
    const { outputs } = await record(programOf("local"), "local");
    const { namespaces } = outputsSchema.parse(outputs);

    expect(
      namespaces.map(({ name, quota, networkPolicies, accounts }) => [
        `${name} ${quota.limits.cpu} / ${quota.limits.memory}, ${String(quota.pods)} pods`,
        networkPolicies.length,
        accounts,
      ]),
    ).toEqual([
      ["argocd 6 / 12Gi, 40 pods", 2, { deployer: "deployer", viewer: "viewer" }],
      ["core 8 / 32Gi, 40 pods", 7, { deployer: "deployer", viewer: "viewer" }],
      ["platform 8 / 16Gi, 60 pods", 3, { deployer: "deployer", viewer: "viewer" }],
      ["predictive 16 / 64Gi, 20 pods", 6, { deployer: "deployer", viewer: "viewer" }],
      ["sealed-secrets 2 / 2Gi, 10 pods", 2, { deployer: "deployer", viewer: "viewer" }],
    ]);
  });

  it("say of a preview whose it is and when it ends", async () => {
    const { outputs } = await record(programOf("pr-7"), "pr-7");

    expect(outputsSchema.parse(outputs).environment.preview).toEqual({
      number: 7,
      owner: "platform-team",
      expires: "2026-01-01T00:00:00.000Z",
    });
  });

  it("are described by the committed schema (otherwise: node stacks/write-outputs-schema.ts)", () => {
    expect(readFileSync(SCHEMA_FILE, "utf8")).toBe(outputsSchemaText());
  });
});
