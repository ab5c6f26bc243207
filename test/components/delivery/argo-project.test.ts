import { ArgoProject } from "../../../components/delivery/argo-project.ts";
import { cronFault } from "../../../components/delivery/argo-project/cron.ts";
import { argoProjectFaults } from "../../../components/delivery/argo-project/faults.ts";
import { DELIVERED_KINDS } from "../../../components/delivery/argo-project/kinds.ts";
import { projectSpec } from "../../../components/delivery/argo-project/spec.ts";
import { deployerRules } from "../../../components/environment/access-rules.ts";
import { record } from "../../support/record.ts";
import { project } from "./settings.ts";

describe("the kinds that charts may hold", () => {
  it("are exactly those that the role of a deployer lets it make", () => {
    const makes = deployerRules
      .filter(({ verbs }) => verbs.includes("create"))
      .flatMap(({ apiGroups, resources }) =>
        apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`)),
      );

    expect(DELIVERED_KINDS.map(({ group, resource }) => `${group}/${resource}`).sort()).toEqual(
      makes.sort(),
    );
  });
});

describe("ArgoProject", () => {
  it("allows what is named, in its own cluster, and no kind of the cluster", async () => {
    const { resources } = await record(() => {
      new ArgoProject("workloads", { argoCd: "argocd", settings: project });
    });

    expect(resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ["intelgraph:delivery:ArgoProject", "workloads", undefined],
      ["kubernetes:argoproj.io/v1alpha1:AppProject", "workloads-project", "workloads"],
    ]);
    expect(resources[1]?.inputs["metadata"]).toMatchObject({
      name: "workloads",
      namespace: "argocd",
    });
    expect(resources[1]?.inputs["spec"]).toEqual({
      description: "What serves users",
      sourceRepos: ["https://git.intelgraph.example/intelgraph/*"],
      destinations: [
        { server: "https://kubernetes.default.svc", namespace: "core" },
        { server: "https://kubernetes.default.svc", namespace: "predictive" },
      ],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: DELIVERED_KINDS.map(({ group, kind }) => ({ group, kind })),
      orphanedResources: {
        warn: true,
        ignore: expect.arrayContaining([{ group: "networking.k8s.io", kind: "NetworkPolicy" }]),
      },
      roles: [
        {
          name: "on-call",
          description: "Promotes and aborts",
          groups: ["graph-on-call"],
          policies: [
            "p, proj:workloads:on-call, applications, get, workloads/*, allow",
            "p, proj:workloads:on-call, logs, get, workloads/*, allow",
            "p, proj:workloads:on-call, applications, sync, workloads/*, allow",
            "p, proj:workloads:on-call, applications, action/argoproj.io/Rollout/*, workloads/*, allow",
          ],
        },
      ],
      syncWindows: [
        {
          kind: "allow",
          schedule: "0 8 * * mon-thu",
          duration: "9h",
          timeZone: "Europe/Berlin",
          applications: ["*"],
          manualSync: true,
          description: "While people are there",
        },
      ],
    });
  });

  it("allows fewer kinds where that is said", () => {
    const { namespaceResourceWhitelist } = projectSpec({
      ...project,
      kinds: ["argoproj.io/Rollout", "Service"],
    });

    expect(namespaceResourceWhitelist).toEqual([
      { group: "", kind: "Service" },
      { group: "argoproj.io", kind: "Rollout" },
    ]);
  });

  it("says everything that is wrong at once", () => {
    const faults = argoProjectFaults({
      name: "default",
      description: "",
      sources: ["*", "https://*/charts"],
      namespaces: ["*"],
      kinds: ["Secret"],
      roles: [
        { name: "a", description: "", groups: [], may: ["look"] },
        { name: "a", description: "", groups: ["g"], may: [] },
      ],
      windows: [
        {
          kind: "deny",
          schedule: "60 * * * *",
          duration: "1d",
          timeZone: "Mars/Olympus",
          applications: [],
          manualSync: false,
          description: "",
        },
      ],
    });

    expect(faults.map(({ path, says }) => `${path} ${says}`)).toEqual([
      'name is "default", which Argo CD makes by itself and which allows everything; choose another',
      'sources holds "*"; write the address of a repository, a * in its path only',
      'sources holds "https://*/charts"; write the address of a repository, a * in its path only',
      'namespaces holds "*"; write the name of one namespace',
      `kinds holds "Secret", which Argo CD may not deliver; use some of ${KINDS}`,
      'roles has "a" twice; join them into one',
      "roles.a names no group or no action; name both or leave the role out",
      "roles.a names no group or no action; name both or leave the role out",
      'windows[0].schedule "60 * * * *" has a minute that is none of 0 to 59',
      'windows[0].duration is "1d"; write a duration such as 8h',
      'windows[0].timeZone is "Mars/Olympus"; write a name of IANA such as Europe/Berlin',
      "windows[0].applications is empty; leave it out for all, or name some",
    ]);
  });

  it("refuses one without sources, destinations and kinds, and registers nothing", async () => {
    const settings = { ...project, sources: [], namespaces: [], kinds: [] };

    await expect(
      record(() => {
        new ArgoProject("workloads", { argoCd: "argocd", settings });
      }),
    ).rejects.toThrow(
      [
        "workloads: 3 faults",
        "  sources     is empty; name the repositories",
        "  namespaces  is empty; name where it delivers",
        "  kinds       is empty; leave it out for all, or name some",
      ].join("\n"),
    );
  });
});

const KINDS = DELIVERED_KINDS.map(({ group, kind }) =>
  group === "" ? kind : `${group}/${kind}`,
).join(", ");

it.each([
  ["0 8 * * 1-4", undefined],
  ["*/15 0-6,22-23 1,15 jan-MAR sun", undefined],
  ["0 8 * *", "is not five fields: minute, hour, day of month, month, day of week"],
  ["0 24 * * *", "has a hour that is none of 0 to 23"],
  ["0 0 0 * *", "has a day of month that is none of 1 to 31"],
  ["0 0 * 13 *", "has a month that is none of 1 to 12"],
  ["0 0 * * 7", "has a day of week that is none of 0 to 6"],
  ["0 0 * * 5-1", "has a day of week that is none of 0 to 6"],
  ["*/0 0 * * *", "has a minute that is none of 0 to 59"],
  ["1-2-3 0 * * *", "has a minute that is none of 0 to 59"],
  ["1/2/3 0 * * *", "has a minute that is none of 0 to 59"],
  [", 0 * * *", "has a minute that is none of 0 to 59"],
])("a schedule %j: %j", (schedule, fault) => {
  expect(cronFault(schedule)).toBe(fault);
});
