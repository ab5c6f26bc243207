import { record } from "../support/record.ts";
import { programOf } from "../support/settings.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

describe("a preview", () => {
  it("is one namespace named after its pull request, with an owner and an end", async () => {
    const { resources } = await record(programOf("pr-7"), "pr-7");
    const namespaces = resources.filter(({ type }) => type === "kubernetes:core/v1:Namespace");

    expect(namespaces.map(({ inputs }) => inputs["metadata"])).toMatchObject([
      {
        name: "pr-7",
        labels: {
          "intelgraph.internal/owner": "platform-team",
          "intelgraph.internal/preview": "7",
        },
        annotations: { "intelgraph.internal/expires": "2026-01-01T00:00:00.000Z" },
      },
    ]);
  });

  it("makes nothing outside its namespace", async () => {
    const { resources } = await record(programOf("pr-7"), "pr-7");
    const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    const elsewhere = objects.filter(
      ({ inputs }) => (inputs["metadata"] as { namespace?: string }).namespace !== "pr-7",
    );

    expect(elsewhere.map(({ name }) => name)).toEqual(["preview-namespace"]);
  });

  it("is never protected, so that it can be swept away", async () => {
    const { resources } = await record(programOf("pr-7"), "pr-7");

    expect(resources.filter(({ protect }) => protect)).toEqual([]);
  });
});
