import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rehearse, render as renderRehearse } from "../../../ops/commands/rehearse.ts";
import { fakeEngine, type FakeOptions, type FakePorts, fakePorts, ran } from "../support/fakes.ts";
import { recorded } from "../support/recorded.ts";

let ports: FakePorts;
const open = (options: FakeOptions) => {
  ports = fakePorts(options);
  return ports;
};

afterEach(() => {
  ports.remove();
});

describe("rehearse", () => {
  const settings =
    "config:\n  intelgraph:environment:\n    cluster: { kubeconfig: a, context: b, identifier: c }\n  intelgraph:runner:\n    nodes: { count: 3, cpu: 32, memory: 128Gi }\n";

  it("previews the real settings on a control plane of their own and removes it", async () => {
    const engine = fakeEngine({ preview: [ran(recorded("good.preview"))] });
    open({ engine, files: { "Pulumi.prod.yaml": settings } });

    const report = await rehearse({ environment: "prod", previewOnly: true }, ports);

    expect(ports.planes).toEqual(["start rehearse-prod 3", "reset rehearse-prod"]);
    expect(renderRehearse(report, ports.screen)).toEqual([
      "",
      "next       ops rehearse prod    provisions it, too",
    ]);
    expect(readFileSync(join(ports.root, "Pulumi.prod.yaml"), "utf8")).toBe(settings);
    expect(readFileSync(join(ports.root, ".local/config/Pulumi.prod.yaml"), "utf8")).toContain(
      'kubeconfig": ".local/clusters/rehearse-prod/kubeconfig"',
    );
  });

  it("leaves everything when asked to, and says how to look and how to remove", async () => {
    const engine = fakeEngine({ preview: [ran(recorded("good.preview"))] });
    open({ engine, files: { "Pulumi.prod.yaml": settings } });

    const report = await rehearse({ environment: "prod", previewOnly: true, keep: true }, ports);

    expect(ports.planes).toEqual(["start rehearse-prod 3"]);
    expect(renderRehearse(report, ports.screen)).toEqual([
      "",
      "look       kubectl --kubeconfig .local/clusters/rehearse-prod/kubeconfig get ns,resourcequota,networkpolicy -A",
      "           ops status prod --rehearsal",
      "remove     node local/cli.ts reset rehearse-prod",
    ]);
  });

  it("gives a preview environment an owner and an end, and keeps them the second time", async () => {
    const engine = fakeEngine({ preview: [ran(recorded("good.preview"))] });
    open({ engine, files: { "Pulumi.pr.yaml": settings } });
    const input = { environment: "pr-7", previewOnly: true, keep: true };
    const ends = () =>
      /"?expires"?: "(.*)"/.exec(
        readFileSync(join(ports.root, ".local/config/Pulumi.pr-7.yaml"), "utf8"),
      )?.[1];

    await rehearse(input, ports);
    const first = ends();
    await rehearse(input, ports);

    expect(first).toMatch(/^2026-11-27T10:00:00/);
    expect(ends()).toBe(first);
  });

  it("does not rehearse what runs on this machine anyway", async () => {
    await expect(rehearse({ environment: "local" }, open({}))).rejects.toThrow(
      "local: runs on this machine anyway; make up, or rehearse dev, stage, prod or pr-<number>",
    );
  });
});
