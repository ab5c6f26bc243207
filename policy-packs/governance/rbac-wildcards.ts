import { each, type Finding } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { isOf, type Judgeable, judgeObjects } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { celGrants, celKubernetesItself, type Grant, grantsOf, RBAC, textsOf } from "./rbac.ts";

const LISTS = ["verbs", "apiGroups", "resources", "nonResourceURLs"];

/** A star also grants what does not exist yet, so nobody can have reviewed it. */
export const rbacWildcards = resourceRule({
  pack: "governance",
  name: "rbac-wildcards",
  severity: "high",
  level: "mandatory",
  description:
    "No Role or ClusterRole holds a wildcard in its verbs, API groups, resources or URLs.",
  remediation: "name every verb, API group, resource and URL that the role really needs",
  framework: cisKubernetes("5.1.3 Minimize wildcard use in Roles and ClusterRoles"),
  options: {},
  judge: (subject) =>
    judgeObjects(subject, (object) => isOf(object, { [RBAC]: ["ClusterRole", "Role"] }), judge),
  admission: {
    match: [{ group: RBAC, resources: ["clusterroles", "roles"] }],
    validations: () => [
      {
        expression: `${celKubernetesItself} || ${celGrants}.all(r, ${LISTS.map(celIsPlain).join(" && ")})`,
        message: `a rule holds a wildcard in its ${LISTS.join(", ")}`,
      },
    ],
  },
});

const celIsPlain = (list: string): string =>
  `(!has(r.${list}) || r.${list}.all(t, !t.contains('*')))`;

const judge = ({ props, say }: Judgeable): Iterable<Finding> =>
  each(grantsOf(props), (grant) =>
    each(
      LISTS.map((list) => ({ where: grant.where, read: () => starsIn(grant, list) })),
      (stars) => stars.map(say),
    ),
  );

const starsIn = (grant: Grant, list: string): string[] =>
  textsOf(grant, list)
    .filter((text) => text.includes("*"))
    .map((text) => `${grant.where}.${list} holds ${JSON.stringify(text)}`);
