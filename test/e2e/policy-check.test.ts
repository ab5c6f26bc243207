import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { CheckReport } from "../../ops/lib/policy-check/report-types.ts";
import { type Finished, scratch, type Scratch } from "./support/scratch.ts";
import {
  EXPECTED_FILE,
  fetched,
  type Findings,
  findingsOf,
  upstreams,
} from "./support/upstream.ts";

// Helm is built when no cache has it.
jest.setTimeout(600_000);

const REPOSITORY = "https://git.intelgraph.example/platform.git";
const expected = JSON.parse(readFileSync(EXPECTED_FILE, "utf8")) as Readonly<
  Record<string, Findings>
>;

const chart = {
  "charts/demo/Chart.yaml": "apiVersion: v2\nname: demo\nversion: 0.1.0\n",
  "charts/demo/values.yaml": "image: null\n",
  "charts/demo/templates/settings.yaml": [
    "apiVersion: v1",
    "kind: ConfigMap",
    "metadata: {name: {{ .Release.Name }}-settings, namespace: {{ .Release.Namespace }}}",
  ].join("\n"),
  "charts/demo/templates/api.yaml": [
    "{{- with .Values.image }}",
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata: {name: {{ $.Release.Name }}-api}",
    "spec:",
    "  template:",
    "    spec:",
    "      containers:",
    "        - name: api",
    '          image: {{ required "values: image.name is missing" .name }}',
    "{{- end }}",
  ].join("\n"),
  "charts/demo/crds/widgets.yaml": [
    "apiVersion: apiextensions.k8s.io/v1",
    "kind: CustomResourceDefinition",
    "metadata: {name: widgets.a.example}",
    "spec: {group: a.example, names: {kind: Widget, plural: widgets}, scope: Cluster}",
  ].join("\n"),
  "image.yaml": "image: {name: nginx:1}\n",
  "no-name.yaml": "image: {tag: 1}\n",
};
const application = (source: object) =>
  JSON.stringify({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "shop", namespace: "argocd" },
    spec: {
      source: { repoURL: REPOSITORY, targetRevision: "main", ...source },
      destination: { namespace: "core", server: "https://kubernetes.default.svc" },
    },
  });

describe("ops policy check", () => {
  let project: Scratch;
  const check = (...args: string[]) => project.ops("policy", "check", ...args);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: project.root,
    });
  const reportOf = ({ stdout }: Finished) => JSON.parse(stdout) as CheckReport;
  const write = (name: string, text: string) => {
    const path = join(project.root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const digest = (report: CheckReport) =>
    report.findings.filter(({ policy }) => policy === "provenance/image-digest");

  beforeAll(() => {
    project = scratch();
    for (const [name, text] of Object.entries(chart)) write(name, text);
    git("init", "-q", "-b", "main");
    git("remote", "add", "origin", REPOSITORY);
    git("add", "charts", "image.yaml");
    git("commit", "-q", "-m", "charts");
  });

  afterAll(async () => {
    await project.remove();
  });

  it("renders a chart with its values, and says which template is at fault", async () => {
    const plain = await check("charts/demo", "--json");
    const switched = await check(
      "charts/demo",
      "-f",
      "image.yaml",
      "--namespace",
      "shop",
      "--json",
    );

    expect(plain).toMatchObject({ code: 0 });
    expect(reportOf(plain)).toMatchObject({ verdict: "done", resources: 2, findings: [] });
    expect(switched.code).toBe(1);
    expect(reportOf(switched)).toMatchObject({ resources: 3, rendered: ["charts/demo"] });
    expect(digest(reportOf(switched))).toMatchObject([
      {
        resource: "Deployment shop/demo-api",
        file: "charts/demo/templates/api.yaml",
        message: 'container "api" uses image "nginx:1", pinned by no digest',
      },
    ]);
  });

  it("judges an archive of a chart as it judges its folder", async () => {
    execFileSync("tar", ["-czf", "demo-0.1.0.tgz", "-C", "charts", "demo"], { cwd: project.root });

    const done = await check("demo-0.1.0.tgz", "-f", "image.yaml", "--json");

    expect(done.code).toBe(1);
    expect(digest(reportOf(done))).toMatchObject([
      { resource: "Deployment default/demo-api", file: "demo-0.1.0.tgz" },
    ]);
  });

  it("ends with one line and exit 2 when a template fails", async () => {
    const { code, stdout, stderr } = await check("charts/demo", "-f", "no-name.yaml");

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^charts\/demo: helm cannot render it: .*values: image\.name is missing; mend the chart or its values\n$/,
    );
  });

  it("judges what an Argo CD Application deploys, and says what it cannot see", async () => {
    write(
      "apps/shop.json",
      application({ path: "charts/demo", helm: { values: "image: {name: a}" } }),
    );
    write("apps/other.json", application({ path: "charts/demo", targetRevision: "v9" }));

    const seen = reportOf(await check("apps/shop.json", "--json"));
    const unseen = await check("apps/other.json");

    expect(digest(seen)).toMatchObject([
      {
        resource: "Deployment core/shop-api",
        message: 'container "api" uses image "a", pinned by no digest',
      },
    ]);
    expect(unseen.code).toBe(1);
    expect(unseen.stderr.replace(/\s+/g, " ")).toContain(
      `cannot tell: its source charts/demo of ${REPOSITORY} at v9 is not in this checkout`,
    );
  });

  it("accepts what a waiver covers, lists it, and refuses it the day after", async () => {
    const day = (days: number) =>
      new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const claim = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data", namespace: "core", labels: { "app.kubernetes.io/name": "data" } },
      spec: { storageClassName: "gp3", resources: { requests: { storage: "1Gi" } } },
    };
    write("claim.json", JSON.stringify(claim));
    const waive = (expires: string) => {
      write(
        "policy-packs/waivers.yaml",
        JSON.stringify({
          waivers: [
            {
              policy: "governance/protected-state",
              resource: "PersistentVolumeClaim core/data",
              reason: "a scratch disk",
              ...{ owner: "graph-team", ticket: "INT-42", expires },
            },
          ],
        }),
      );
    };

    const open = await check("claim.json", "--env", "prod");
    waive(day(30));
    const waived = await check("claim.json", "--env", "prod");
    waive(day(-1));
    const over = await check("claim.json", "--env", "prod");
    waive("soon");
    const broken = await check("claim.json", "--env", "prod");

    expect([open.code, waived.code, over.code, broken.code]).toEqual([1, 0, 1, 2]);
    expect(waived.stderr).toContain("waived          governance/protected-state on Persistent");
    expect(over.stderr.replace(/\s+/g, " ")).toContain(`INT-42 expired on ${day(-1)}`);
    expect(broken.stderr).toMatch(/^policy-packs\/waivers\.yaml: waivers\[0\]\.expires: .*\n$/);
    write("policy-packs/waivers.yaml", "waivers: []\n");
  });

  it.each(upstreams)(
    "finds in $name $version what is expected, no more and no less",
    async (one) => {
      const done = await check(await fetched(one), "--namespace", one.namespace, "--json");

      expect(done.code).toBe(1);
      expect(findingsOf(done.stdout)).toEqual(expected[one.name]);
    },
  );
});
