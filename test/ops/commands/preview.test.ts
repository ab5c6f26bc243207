import { preview, render as renderPreview } from "../../../ops/commands/preview.ts";
import type { RunEnd } from "../../../ops/lib/engine.ts";
import { fakeEngine, type FakeOptions, type FakePorts, fakePorts, ran } from "../support/fakes.ts";
import { recorded } from "../support/recorded.ts";

describe("preview", () => {
  let ports: FakePorts;
  const open = (options: FakeOptions) => {
    ports = fakePorts(options);
    return ports;
  };
  const previewing = (...ends: RunEnd[]) => fakeEngine({ preview: ends });

  afterEach(() => {
    ports.remove();
  });

  it("shows what would change, in one screen", async () => {
    const report = await preview(
      { environment: "local" },
      open({ engine: previewing(ran(recorded("good.preview"))) }),
    );

    expect([...ports.printed(), ...renderPreview(report, ports.screen)]).toEqual([
      "IntelGraph platform: preview of local",
      "",
      "preview    3 resources to create   0.2 s",
      "policies   3 packs, 4 rules: 0 violated, 4 satisfied, 12 not applicable, 0 cannot tell",
      "",
      "next       make up    applies it",
    ]);
    expect(report.changes).toMatchObject({ create: 3, same: 0 });
  });

  it("prints the program's own list of faults as it is", async () => {
    const message = "Pulumi.local.yaml: 2 faults\n  a  missing\n  b  unknown key\n";
    const said = {
      sequence: 9,
      timestamp: 0,
      diagnosticEvent: { message, color: "never", severity: "error" as const },
    };
    const engine = previewing(ran([...recorded("good.preview").slice(0, 3), said], { exit: 1 }));

    await expect(preview({ environment: "local" }, open({ engine }))).rejects.toMatchObject({
      headline: "preview failed (local)",
      details: [
        "  Pulumi.local.yaml: 2 faults",
        "    a  missing",
        "    b  unknown key",
        "",
        "nothing was changed",
      ],
      next: "next  make preview    once that is corrected",
    });
  });
});
