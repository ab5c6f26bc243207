import { each, type Finding } from "../lib/finding.ts";
import { kubernetesDeprecations } from "../lib/frameworks.ts";
import { type Judgeable, judgeObjects } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { groupOf, type Subject } from "../lib/subject.ts";
import { textAt } from "../lib/values.ts";
import { removedApis } from "./removed-apis.ts";

interface Settings {
  readonly targetVersion: string;
  readonly minorsAhead: number;
}

/** What is written today still works after the next upgrades of the cluster. */
export const deprecatedApi = resourceRule<Settings>({
  pack: "governance",
  name: "deprecated-api",
  severity: "medium",
  level: "mandatory",
  description:
    "No object is written in a version of its API that the cluster does not serve, or that one of the next versions drops.",
  remediation:
    "write the object in the version that is named, and look up what changed in the migration guide",
  framework: kubernetesDeprecations("Removed APIs by release"),
  options: {
    targetVersion: {
      type: "string",
      description: "Version of the cluster, v1.35.",
      default: "v1.35",
      pattern: String.raw`^v1\.[1-9][0-9]*$`,
    },
    minorsAhead: {
      type: "integer",
      description:
        "How many minor versions ahead a removal is refused; 3 is the time that Kubernetes gives notice.",
      default: 3,
      minimum: 0,
    },
  },
  judge: (subject, settings) =>
    judgeObjects(
      subject,
      ({ group }) => groups.has(group),
      (object) => judge(object, subject, settings),
    ),
  admission: { absent: "the API server converts what it serves, and answers the rest itself" },
});

const groups: ReadonlySet<string> = new Set(
  removedApis.map(({ apiVersion }) => groupOf(apiVersion)),
);

/** By what the resource is registered as, and by what its manifest says: either reaches the API server. */
function judge(object: Judgeable, subject: Subject, settings: Settings): Iterable<Finding> {
  const { kind, group, props, say } = object;
  const said = textAt(props, "apiVersion");
  const registered = groupOf(subject.apiVersion) === group ? [subject.apiVersion] : [];
  const versions = new Set([...registered, ...(said === undefined ? [] : [said])]);
  return each(
    [...versions].map((version) => ({ where: "", read: () => version })),
    (version) => faults(version, kind, settings).map(say),
  );
}

function faults(version: string, kind: string, { targetVersion, minorsAhead }: Settings): string[] {
  const target = Number(targetVersion.slice("v1.".length));
  const found = removedApis.filter(
    ({ apiVersion, kinds, minor }) =>
      apiVersion === version && kinds.includes(kind) && minor <= target + minorsAhead,
  );
  return found.map(({ minor, next }) => {
    const verb = minor <= target ? "no longer serves" : "will no longer serve";
    const instead = next === undefined ? "nothing follows it" : `use ${next}`;
    return `is a ${kind} of ${version}, which Kubernetes v1.${minor} ${verb}; ${instead}`;
  });
}
