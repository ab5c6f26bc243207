import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import type { Client } from "../../../../../local/plugins/resource-kubernetes/api/client.ts";
import {
  waitForFaults,
  waitForJudge,
} from "../../../../../local/plugins/resource-kubernetes/await/wait-for.ts";

const waiting = (expression: string): Properties => ({
  metadata: { annotations: { "pulumi.com/waitFor": expression } },
});
const object: Properties = {
  metadata: { generation: 2 },
  status: {
    phase: "Running",
    observedGeneration: 2,
    replicas: 3,
    conditions: [
      { type: "Ready", status: "True" },
      { type: "Old", status: "True", observedGeneration: 1 },
      { type: "Degraded", status: "False" },
    ],
  },
};

describe("pulumi.com/waitFor", () => {
  it.each([
    ["condition=Ready", true],
    ["condition=Degraded=False", true],
    ["condition=Degraded", false],
    ["condition=Old", false],
    ["condition=Missing", false],
    ["jsonpath={.status.phase}=Running", true],
    ["jsonpath={.status.phase}=Pending", false],
    ["jsonpath={.status.phase}", true],
    ["jsonpath={.status.missing}", false],
    ["jsonpath='{.status.replicas}'=3", true],
    ["jsonpath={.status.conditions[0].type}=Ready", true],
    ["jsonpath={.status.conditions[-1].type}=Degraded", true],
    ['jsonpath={.status.conditions[?(@.type=="Ready")].status}=True', true],
    ["jsonpath={.status.conditions[*].status}=True", false],
    ["jsonpath={.status['phase']}=Running", true],
    ['["condition=Ready","jsonpath={.status.phase}=Running"]', true],
    ['["condition=Ready","condition=Missing"]', false],
  ])("%s: %s", async (expression, expected) => {
    const verdict = await waitForJudge(waiting(expression))?.(object, { client: {} as Client });

    expect(verdict?.ready).toBe(expected);
    expect(waitForFaults(waiting(expression))).toEqual([]);
  });

  it("asks for nothing when it is not there", () => {
    expect(waitForJudge({})).toBeUndefined();
  });

  it.each(["Ready", "jsonpath={}", "jsonpath={.a[?(@.b>1)]}", "jsonpath={range .items[*]}", "[1]"])(
    "is refused when nobody can read it: %s",
    (expression) => {
      expect(waitForFaults(waiting(expression))).toHaveLength(1);
    },
  );
});
