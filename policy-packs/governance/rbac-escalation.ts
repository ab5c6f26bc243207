import { celText, celTexts } from "../lib/admission.ts";
import { CannotTell, each, type Finding } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { isOf, type Judgeable, judgeObjects } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { isAbsent, textAt } from "../lib/values.ts";
import { celGrants, celKubernetesItself, type Grant, grantsOf, RBAC, textsOf } from "./rbac.ts";

const CHANGE = "create,update,patch,delete,deletecollection";
const POWER = {
  type: "string",
  pattern: String.raw`^(\*|[a-z]+(,[a-z]+)*) [a-z]+(/[a-z]+)?$`,
} as const;

interface Settings {
  readonly verbs: readonly string[];
  readonly powers: readonly string[];
  readonly clusterWide: readonly string[];
  readonly aggregated: readonly string[];
}

/** Nobody is given the means to give themselves more. Wildcards, which hold all of these, are refused by `rbac-wildcards`. */
export const rbacEscalation = resourceRule<Settings>({
  pack: "governance",
  name: "rbac-escalation",
  severity: "critical",
  level: "mandatory",
  description:
    "No Role or ClusterRole lets its holder take more than it grants: by escalating, impersonating, entering what runs, minting tokens, reading secrets everywhere or unmaking the gates.",
  remediation:
    "take that verb or resource out of the role; whoever needs it for once gets it for once, from a person",
  framework: cisKubernetes(
    "5.1.8 Limit use of the Bind, Impersonate and Escalate permissions; 5.1.2, 5.1.10 to 5.1.13",
  ),
  options: {
    verbs: {
      type: "array",
      description:
        "Verbs that no rule holds, their narrower forms (impersonate:user-info) included.",
      default: ["bind", "escalate", "impersonate"],
      items: { type: "string", pattern: "^[a-z]+$" },
      uniqueItems: true,
    },
    powers: {
      type: "array",
      description:
        "Verbs on a resource that no rule allows, `create,update secrets`; * is any verb.",
      default: [
        "* nodes/proxy",
        "* pods/attach",
        "* pods/exec",
        "* pods/portforward",
        "* pods/proxy",
        "* services/proxy",
        "create serviceaccounts/token",
        "update,patch certificatesigningrequests/approval",
        "approve,sign signers",
        `${CHANGE} mutatingadmissionpolicies`,
        `${CHANGE} mutatingadmissionpolicybindings`,
        `${CHANGE} mutatingwebhookconfigurations`,
        `${CHANGE} validatingadmissionpolicies`,
        `${CHANGE} validatingadmissionpolicybindings`,
        `${CHANGE} validatingwebhookconfigurations`,
      ],
      items: POWER,
      uniqueItems: true,
    },
    clusterWide: {
      type: "array",
      description: "The same for ClusterRoles only, which reach into every namespace.",
      default: ["get,list,watch secrets"],
      items: POWER,
      uniqueItems: true,
    },
    aggregated: {
      type: "array",
      description: "ClusterRoles that may be put together from others; none unless it is named.",
      default: [],
      items: { type: "string", pattern: "^[a-z0-9][a-z0-9:.-]*$" },
      uniqueItems: true,
    },
  },
  judge: (subject, settings) =>
    judgeObjects(
      subject,
      (object) => isOf(object, { [RBAC]: ["ClusterRole", "Role"] }),
      (object) => judge(object, settings),
    ),
  admission: {
    match: [{ group: RBAC, resources: ["clusterroles", "roles"] }],
    validations: ({ verbs, powers, clusterWide, aggregated }) => [
      {
        expression: `${celKubernetesItself} || ${celGrants}.all(r, r.verbs.all(v, ${celAll(verbs.map(celIsNoForm))}))`,
        message: `a rule holds a verb of ${verbs.join(", ")}`,
      },
      {
        expression: `${celKubernetesItself} || ${celGrants}.all(r, ${celAll(powers.map(celIsWithheld))})`,
        message: "a rule allows what would give its holder more than it grants",
      },
      {
        expression: `${celKubernetesItself} || object.kind != 'ClusterRole' || ${celGrants}.all(r, ${celAll(clusterWide.map(celIsWithheld))})`,
        message: "a rule allows in every namespace what may be granted in one at most",
      },
      {
        expression: `${celKubernetesItself} || !has(object.aggregationRule) || object.metadata.name in ${celTexts(aggregated)}`,
        message: "the role is put together from others, so nobody can tell what it grants",
      },
    ],
  },
});

const celAll = (parts: readonly string[]): string => ["true", ...parts].join(" && ");

const celIsNoForm = (verb: string): string =>
  `v != ${celText(verb)} && !v.startsWith(${celText(`${verb}:`)}) && !v.startsWith(${celText(`${verb}-on:`)})`;

function celIsWithheld(power: string): string {
  const { verbs, resource } = partsOf(power);
  const held = verbs.includes("*")
    ? ""
    : ` && r.verbs.exists(v, v in ${celTexts(["*", ...verbs])})`;
  return `!(has(r.resources) && ${celText(resource)} in r.resources${held})`;
}

function partsOf(power: string) {
  const [verbs = "", resource = ""] = power.split(" ");
  return { verbs: verbs.split(","), resource };
}

function* judge(role: Judgeable, { verbs, ...settings }: Settings): Iterable<Finding> {
  const { kind, props, say } = role;
  const powers =
    kind === "ClusterRole" ? [...settings.powers, ...settings.clusterWide] : settings.powers;
  yield* each(grantsOf(props), function* (grant) {
    const held = textsOf(grant, "verbs");
    for (const verb of held.filter((one) => verbs.some((wanted) => isForm(one, wanted)))) {
      yield say(`${grant.where} holds the verb ${JSON.stringify(verb)}`);
    }
    for (const power of powers.filter((one) => allows(grant, held, one))) {
      const where = settings.powers.includes(power) ? "" : " in every namespace";
      yield say(`${grant.where} allows ${power}${where}`);
    }
  });
  if (!isAbsent(props["aggregationRule"]) && !settings.aggregated.includes(nameOf(role))) {
    throw new CannotTell("what it grants is put together from other roles in the cluster");
  }
}

const nameOf = ({ props }: Judgeable): string => textAt(props, "metadata", "name") ?? "";

/** Since v1.35 a verb may be narrowed: `impersonate:user-info`, `impersonate-on:user-info:list`. */
const isForm = (verb: string, wanted: string): boolean =>
  verb === wanted || verb.startsWith(`${wanted}:`) || verb.startsWith(`${wanted}-on:`);

function allows(grant: Grant, held: readonly string[], power: string): boolean {
  const { verbs, resource } = partsOf(power);
  if (!textsOf(grant, "resources").includes(resource)) return false;
  return verbs.includes("*") || held.some((verb) => verb === "*" || verbs.includes(verb));
}
