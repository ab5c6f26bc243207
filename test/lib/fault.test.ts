import { Fault } from "../../lib/fault.ts";

describe("Fault", () => {
  it("is one line that says where, what and the next step", () => {
    const fault = new Fault({ where: "Pulumi.dev.yaml", problem: "missing", fix: "restore it" });

    expect(fault.message).toBe("Pulumi.dev.yaml: missing; restore it");
    expect(fault.exit).toBe(2);
  });
});
