import { celText, celTexts } from "../lib/admission.ts";
import { each, type Finding } from "../lib/finding.ts";
import { nistControls } from "../lib/frameworks.ts";
import { podPaths } from "../lib/kinds.ts";
import { COST_CENTRE, DATA_CLASS, DATA_CLASSES, OWNER } from "../lib/labels.ts";
import { entryOf, isOf, type Judgeable, judgeObjects, mapAt } from "../lib/objects.ts";
import { ownLabels, podLabels, podMap, writtenPods } from "../lib/pod-metadata.ts";
import { resourceRule } from "../lib/rule.ts";
import type { KubernetesObject } from "../lib/subject.ts";
import { type Props, textAt } from "../lib/values.ts";

const NAME = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

interface Settings {
  readonly dataClasses: readonly string[];
  readonly costCentre: string;
  readonly ownedElsewhere: readonly string[];
}

/**
 * Somebody answers for everything, somebody pays, and everybody sees how careful to be.
 *
 * A namespace says all three. What runs in it inherits them, so a workload need not repeat them (charts of others would
 * need patches for nothing); but where it says one, it says a valid one, because reports believe the nearest label.
 */
export const ownership = resourceRule<Settings>({
  pack: "governance",
  name: "ownership",
  severity: "medium",
  level: "mandatory",
  description:
    "Every namespace is labelled with its owner, cost centre and data class; a workload that repeats one of them gives a valid value.",
  remediation: `label the namespace with ${OWNER}, ${COST_CENTRE} and ${DATA_CLASS}; take a wrong label off a workload, which inherits them`,
  framework: nistControls("CM-8(4) System component inventory: accountability information"),
  options: {
    dataClasses: {
      type: "array",
      description: "Classes that data may be of.",
      default: DATA_CLASSES,
      items: { type: "string", enum: DATA_CLASSES },
      minItems: 1,
      uniqueItems: true,
    },
    costCentre: {
      type: "string",
      description: "A regular expression that the whole of a cost centre matches.",
      default: "^cc-[0-9]{4}$",
      pattern: String.raw`^\^.+\$$`,
    },
    ownedElsewhere: {
      type: "array",
      description: "Namespaces that Kubernetes makes by itself, and that nobody labels.",
      default: ["default", "kube-node-lease", "kube-public", "kube-system"],
      items: { type: "string", pattern: NAME },
      uniqueItems: true,
    },
  },
  judge: (subject, settings) =>
    judgeObjects(
      subject,
      (object) => isNamespace(object) || isOf(object, workloads),
      (object) => judge(object, settings),
    ),
  admission: {
    match: [{ group: "", resources: ["namespaces"] }, ...writtenPods],
    validations: (settings) =>
      demands(settings).flatMap(({ key, form, valid }) => [
        {
          expression: `object.kind != 'Namespace' || object.metadata.name in ${celTexts(settings.ownedElsewhere)} || ${celText(key)} in ${ownLabels}`,
          message: `the namespace carries no label ${key}`,
        },
        {
          expression: `[${ownLabels}, ${podLabels}].all(l, !(${celText(key)} in l) || l[${celText(key)}].matches(${celText(form)}))`,
          message: `a label ${key} is not ${valid}`,
        },
      ]),
  },
});

/** In labels the API server reads null as an empty text; of a namespace it is missing either way. */
const nulled = (labels: Props, key: string, namespace: boolean): string | undefined =>
  !namespace && labels[key] === null ? "" : undefined;

const workloads = Object.fromEntries(
  Object.entries(podPaths).map(([group, kinds]) => [group, Object.keys(kinds)]),
);

const isNamespace = (object: KubernetesObject): boolean => isOf(object, { "": ["Namespace"] });

const demands = ({ dataClasses, costCentre }: Settings) => [
  { key: OWNER, form: NAME, valid: "the name of a team" },
  { key: COST_CENTRE, form: costCentre, valid: "a cost centre" },
  {
    key: DATA_CLASS,
    form: `^(${dataClasses.join("|")})$`,
    valid: `one of ${dataClasses.join(", ")}`,
  },
];

function* judge(object: Judgeable, settings: Settings): Iterable<Finding> {
  const { props, patch, say } = object;
  const namespace = isNamespace(object);
  const name = textAt(props, "metadata", "name") ?? "";
  const needed = namespace && !patch && !settings.ownedElsewhere.includes(name);
  const own = mapAt(props, "metadata", "labels");
  // The labels of a Pod are its own: they are not looked at twice.
  const ofPods = namespace || object.kind === "Pod" ? {} : podMap(object, "labels");
  const told = demands(settings).flatMap(({ key, form, valid }) =>
    [own, ofPods].map((labels) => ({
      where: JSON.stringify(key),
      read: () => ({
        key,
        form,
        valid,
        value: entryOf(labels, key) ?? nulled(labels, key, namespace),
        wanted: needed && labels === own,
      }),
    })),
  );
  yield* each(told, ({ key, form, valid, value, wanted }) => {
    if (value === undefined) return wanted ? [say(`carries no label ${JSON.stringify(key)}`)] : [];
    if (new RegExp(form).test(value)) return [];
    return [say(`its label ${JSON.stringify(key)} is ${JSON.stringify(value)}, not ${valid}`)];
  });
}
