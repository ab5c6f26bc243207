import * as pulumi from "@pulumi/pulumi";
import { record } from "../support/record.ts";
import { valuesOf } from "../support/settings.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

/** The program as the engine starts it: by its entry point, with the configuration of a stack. */
async function start(stack: string, values: Record<string, unknown>) {
  const config = Object.entries(values).map(
    ([key, value]) => [`intelgraph:${key}`, JSON.stringify(value)] as const,
  );
  pulumi.runtime.setAllConfig(Object.fromEntries(config));
  jest.resetModules();
  return record(() => import("../../stacks/index.ts"), stack);
}

describe("the program", () => {
  it("refuses a stack it does not know, in one line", async () => {
    await expect(start("prd", {})).rejects.toThrow(
      'stack "prd": not one of this project; did you mean prod? Or use local, dev, stage, prod or pr-<number>',
    );
  });

  it("reports faults of the file that the stack takes its values from", async () => {
    await expect(start("pr-3", { environment: {}, preview: {} })).rejects.toThrow(
      /^Pulumi\.pr\.yaml: 9 faults\n/,
    );
  });

  it("hides the stack trace of what people have to mend", async () => {
    const failure: unknown = await start("dev", {}).catch((error: unknown) => error);

    expect(pulumi.RunError.isInstance(failure)).toBe(true);
  });

  it("asks for the kubeconfig before it registers anything", async () => {
    const values = valuesOf("Pulumi.prod.yaml");
    Object.assign((values["environment"] as { cluster: object }).cluster, { kubeconfig: "none" });

    await expect(start("prod", values)).rejects.toThrow(
      /^Pulumi\.prod\.yaml: 1 fault\n {2}environment\.cluster\.kubeconfig {2}"none" does not exist;/,
    );
  });
});
