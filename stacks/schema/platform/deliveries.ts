import { z } from "zod";
import { choice, dnsLabel, flag, list, section, text, wholeNumber } from "../fields.ts";
import { duration, groups, number, oneForm, sentence, word, words } from "./fields.ts";

const window = section(
  {
    kind: choice(["allow", "deny"], "whether syncs may happen then, or may not"),
    schedule: text(/\S/, {
      is: "a schedule of cron",
      means: "when it begins",
      example: '"0 9 * * 1-4"',
    }),
    duration: duration("how long it is", "8h"),
    timeZone: text(/^\S+$/, {
      is: "a name of IANA",
      means: "its time zone",
      example: "Europe/Berlin",
    }).exactOptional(),
    applications: words("Applications it is for", "core").exactOptional(),
    manualSync: flag("whether a person may sync all the same", true),
    description: sentence("why", "Nobody is at work to see it fail."),
  },
  "a sync window",
);

const role = section(
  {
    name: dnsLabel("the role", "deployer"),
    description: sentence("who has it", "Who is on call for the workloads."),
    groups,
    may: list(choice(["look", "sync", "promote"], "what it may do"), "what it may do", "[look]"),
  },
  "a role",
);

/** What may come from where to where, and when. */
export const projectSchema = section(
  {
    name: dnsLabel("the project", "workloads"),
    description: sentence("what it is for", "What IntelGraph is made of."),
    sources: list(
      word("the address of repositories", "https://git.example/graph/*"),
      "addresses of repositories",
      "[https://git.example/graph/*]",
    ),
    namespaces: list(dnsLabel("a namespace", "core"), "namespaces it delivers into", "[core]"),
    kinds: words("kinds it may deliver", "apps/Deployment").exactOptional(),
    roles: list(role, "roles", "[]", 0),
    windows: list(window, "sync windows", "[]", 0),
  },
  "a project",
);

const helm = section(
  {
    releaseName: dnsLabel("the release", "core").exactOptional(),
    valueFiles: words("files of values", "values-prod.yaml").exactOptional(),
    values: z.record(z.string(), z.unknown()).exactOptional(),
  },
  "values of the chart",
).exactOptional();

const revision = text(/^\S+$/, {
  is: "a revision",
  means: "a commit, tag or branch",
  example: "main",
});
const repository = text(/^\S+$/, {
  is: "an address",
  means: "the repository",
  example: "https://git.example/graph/platform.git",
});

/** What Argo CD keeps as its source says. */
export const applicationSchema = section(
  {
    name: dnsLabel("the Application", "core"),
    project: dnsLabel("its project", "workloads"),
    namespace: dnsLabel("the namespace it delivers into", "core"),
    source: oneForm(
      "kind",
      [
        section(
          {
            kind: z.literal("git"),
            repository,
            path: word("the folder", "charts/core"),
            revision,
            helm,
          },
          "a folder of a repository",
        ),
        section(
          {
            kind: z.literal("chart"),
            repository,
            chart: dnsLabel("the chart", "core"),
            version: revision,
            helm,
          },
          "a chart of a chart repository",
        ),
      ],
      "where it comes from",
    ),
    sync: oneForm(
      "kind",
      [
        section(
          {
            kind: z.literal("automated"),
            prune: flag("whether what the source no longer has is deleted", true),
            selfHeal: flag("whether what was changed by hand is put right", true),
          },
          "whether changes come out by themselves",
        ),
        section({ kind: z.literal("manual") }, "whether changes come out by themselves"),
      ],
      "whether changes come out by themselves",
    ),
    retry: section(
      {
        limit: wholeNumber(-1, 100, "tries after a failed sync; -1 is for ever", 5),
        wait: duration("the first wait", "10s"),
        factor: wholeNumber(1, 10, "what each wait is multiplied by", 2),
        longestWait: duration("the longest wait", "3m"),
      },
      "what follows on a failed sync",
    ),
    autoscaled: z
      .array(
        choice(["Deployment", "Rollout", "StatefulSet"], "kinds whose replicas an autoscaler owns"),
      )
      .exactOptional(),
    cascade: choice(
      ["foreground", "background", "none"],
      "what becomes of what it brought when it is deleted",
    ),
    history: wholeNumber(1, 100, "revisions to roll back to", 10).exactOptional(),
  },
  "an Application",
);

const measure = oneForm(
  "kind",
  [
    section(
      {
        kind: z.literal("success-rate"),
        goodFrom: number(0, 1, "the share from which it is good", 0.99),
        badBelow: number(0, 1, "the share below which it is bad", 0.97).exactOptional(),
      },
      "the share of calls without an error",
    ),
    section(
      {
        kind: z.literal("latency"),
        quantile: number(0, 1, "the share of the calls", 0.95, true),
        goodUpTo: number(0, 3600, "seconds up to which it is good", 0.5, true),
        badAbove: number(0, 3600, "seconds above which it is bad", 1, true).exactOptional(),
      },
      "seconds within which a share of the calls is answered",
    ),
  ],
  "what is measured",
);

/** What decides whether a canary goes on. */
export const analysisSchema = section(
  {
    name: dnsLabel("the analysis", "service-level"),
    namespace: dnsLabel("the namespace of the Rollouts that name it", "core"),
    measures: list(measure, "what is measured", "[{ kind: success-rate, goodFrom: 0.99 }]"),
    window: duration("the time that a measurement looks back on", "2m"),
    interval: duration("the time between two measurements", "1m"),
    delay: duration("the time before the first", "2m").exactOptional(),
    count: wholeNumber(1, 100, "measurements", 5),
    failureLimit: wholeNumber(0, 100, "failed measurements that are borne", 0),
    inconclusiveLimit: wholeNumber(0, 100, "undecided measurements that are borne", 0),
    errorLimit: wholeNumber(0, 100, "unanswered measurements in a row that are borne", 2),
  },
  "an analysis",
);
