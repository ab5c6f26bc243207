import { doctor, renderDoctor } from "../../../local/commands/doctor.ts";
import { layout } from "../../../local/layout.ts";
import { fakeGo } from "../support/fake-go.ts";
import { newFolder, removeFolders } from "../support/folders.ts";

const diagnosis = (env: NodeJS.ProcessEnv) => doctor({ paths: layout(newFolder()), env });

afterEach(removeFolders);

describe("doctor", () => {
  it("can run the core when what is missing can be built", async () => {
    const { findings, canRunCore, hasFull } = await diagnosis(fakeGo("1.26.8").env);

    expect([canRunCore, hasFull]).toEqual([true, false]);
    const host = ["npm", "git-daemon", "user namespaces"];
    const others = findings.filter(
      ({ tool, note = "" }) => !host.includes(tool) && !note.endsWith("profile full"),
    );
    const full = findings.filter(({ note = "" }) => note.endsWith("profile full"));
    expect(full.map(({ tool }) => tool)).toEqual([
      ...["alertmanager", "argo-cd", "argo-rollouts", "miniredis", "otelcol", "process-compose"],
      ...["prometheus", "prometheus-operator", "sealed-secrets"],
    ]);
    expect(others.map(({ tool, from, note }) => [tool, from, note])).toEqual([
      ["node", "PATH", "npm ci brings the locked one"],
      ["go", "PATH", "needed only to build missing tools"],
      ["pulumi", "will be built", "about 5 min on 2 cores"],
      ["kubernetes", "will be built", "about 7 min on 2 cores"],
      ["kwok", "will be built", "about 2 min on 2 cores"],
      ["cosign", "will be built", "about 6 min on 2 cores, on first need"],
      ["helm", "will be built", "about 2 min on 2 cores, on first need"],
      ["kyverno", "will be built", "about 4 min on 2 cores, bench only"],
      ["opa", "will be built", "about 1 min on 2 cores, bench only"],
    ]);
  });

  it("cannot run the core without Go and without the tools, and says what to install", async () => {
    const { env } = fakeGo(null);

    const { findings, canRunCore } = await diagnosis({ ...env, PATH: newFolder() });

    expect(canRunCore).toBe(false);
    expect(findings.find(({ tool }) => tool === "kubernetes")).toEqual({
      tool: "kubernetes",
      wanted: "1.35.4",
      from: "nowhere",
      runs: false,
      note: "install 1.35.4 on PATH, or Go >= 1.25.0",
    });
    expect(findings.find(({ tool }) => tool === "argo-cd")?.note).toMatch(/^install Go >= 1\.\d/);
  });

  it("shows tool, wanted, found, from where and whether this host runs it", () => {
    const lines = renderDoctor({
      host: "linux x64",
      findings: [
        { tool: "go", wanted: ">= 1.26.0", from: "nowhere", runs: false, note: "for builds only" },
        { tool: "kwok", wanted: "0.7.0", found: "0.7.0", from: "cache", runs: true },
      ],
      canRunCore: true,
      hasFull: false,
    });

    expect(lines).toEqual([
      "  tool  wanted     found  from     runs here",
      "  go    >= 1.26.0  -      nowhere  no         (for builds only)",
      "  kwok  0.7.0      0.7.0  cache    yes",
      "",
      "linux x64: the local environment can run here: make up",
    ]);
  });
});
