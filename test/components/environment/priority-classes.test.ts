import { PriorityClasses } from "../../../components/environment/priority-classes.ts";
import { record } from "../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

describe("PriorityClasses", () => {
  it("makes one class per rank, under the name that charts write", async () => {
    const priorities = [
      { name: "urgent", value: 100, description: "First.", preempts: true, default: false },
      { name: "patient", value: -1, description: "Last.", preempts: false, default: true },
    ];
    const { resources } = await record(() => {
      new PriorityClasses("priority", { priorities });
    });
    const classes = resources.filter(({ type }) => type.endsWith(":PriorityClass"));

    expect(classes.map(({ name, parent, inputs }) => ({ name, parent, ...inputs }))).toMatchObject([
      {
        name: "priority-patient",
        parent: "priority",
        metadata: { name: "patient" },
        value: -1,
        description: "Last.",
        preemptionPolicy: "Never",
        globalDefault: true,
      },
      {
        name: "priority-urgent",
        parent: "priority",
        metadata: { name: "urgent" },
        value: 100,
        description: "First.",
        preemptionPolicy: "PreemptLowerPriority",
        globalDefault: false,
      },
    ]);
  });
});
