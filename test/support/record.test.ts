import * as pulumi from "@pulumi/pulumi";
import { record } from "./record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

/** A resource of no real package. */
class Thing extends pulumi.CustomResource {
  declare readonly size: pulumi.Output<number>;

  constructor(name: string, props: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, { size: undefined, ...props }, opts);
  }
}

describe("record", () => {
  it("sorts resources, and knows their parents and protection", async () => {
    const { resources } = await record(() => {
      const box = new pulumi.ComponentResource("test:index:Box", "box");
      new Thing("b", { size: 2 }, { parent: box, protect: true });
      new Thing("a", { size: 1 });
    });

    expect(resources).toEqual([
      { type: "test:index:Box", name: "box", protect: false, inputs: {} },
      { type: "test:index:Thing", name: "a", protect: false, inputs: { size: 1 } },
      { type: "test:index:Thing", name: "b", parent: "box", protect: true, inputs: { size: 2 } },
    ]);
  });

  it("shows a secret as a word, among inputs and outputs", async () => {
    const { resources, outputs } = await record(() => {
      const thing = new Thing("a", {
        password: pulumi.secret("hunter2"),
        list: [pulumi.secret(1)],
      });
      return { password: pulumi.secret("hunter2"), id: thing.id };
    });

    expect(resources[0]?.inputs).toEqual({ password: "[secret]", list: ["[secret]"] });
    expect(outputs).toEqual({ password: "[secret]", id: "a-id" });
  });

  it("waits for resources that are made once others are there", async () => {
    const { resources } = await record(() => {
      const first = new Thing("first", { size: 1 });
      const between = new Thing("between", { of: first.id });
      new Thing("second", {}, { dependsOn: between });
    });

    expect(resources.map(({ name }) => name)).toEqual(["between", "first", "second"]);
  });

  it("fails with what the program threw", async () => {
    const program = () => {
      throw new pulumi.RunError("no");
    };

    await expect(record(program)).rejects.toThrow(new pulumi.RunError("no"));
  });

  it("refuses calls of functions nobody answers", async () => {
    const program = () => pulumi.runtime.invoke("test:index:find", {});

    await expect(record(program)).rejects.toThrow("unexpected call of test:index:find");
  });

  it("refuses an output that was put into text", async () => {
    const program = () => ({ text: JSON.stringify(new Thing("a", {}).id) });

    await expect(record(program)).rejects.toThrow(
      "an output was put into text; use pulumi.interpolate",
    );
  });
});
