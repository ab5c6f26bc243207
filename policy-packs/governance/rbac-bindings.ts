import { celTexts } from "../lib/admission.ts";
import { CannotTell, each, type Finding } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { isOf, type Judgeable, judgeObjects } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { elements, field, isAbsent, textAt } from "../lib/values.ts";
import { celKubernetesItself, RBAC } from "./rbac.ts";

interface Settings {
  readonly roles: readonly string[];
  readonly subjects: readonly string[];
}

/** No binding hands out the keys to everything, and none hands anything to everybody. */
export const rbacBindings = resourceRule<Settings>({
  pack: "governance",
  name: "rbac-bindings",
  severity: "critical",
  level: "mandatory",
  description:
    "No binding grants an all-powerful built-in role, and none grants anything to all users, all service accounts or nobody in particular.",
  remediation:
    "bind a role that names what is needed, to the one service account or group that needs it",
  framework: cisKubernetes(
    "5.1.1 Ensure that the cluster-admin role is only used where required; 5.1.7 Avoid use of system:masters group",
  ),
  options: {
    roles: {
      type: "array",
      description:
        "ClusterRoles that nobody is bound to. Those of Kubernetes for editing also open what runs, secrets and identities.",
      default: ["admin", "cluster-admin", "edit"],
      items: { type: "string", pattern: "^[^ ]+$" },
      uniqueItems: true,
    },
    subjects: {
      type: "array",
      description: "Users and groups that are bound to nothing, `Group system:masters`.",
      default: [
        "Group system:authenticated",
        "Group system:masters",
        "Group system:serviceaccounts",
        "Group system:unauthenticated",
        "User system:anonymous",
      ],
      items: { type: "string", pattern: "^(Group|ServiceAccount|User) [^ ]+$" },
      uniqueItems: true,
    },
  },
  judge: (subject, settings) =>
    judgeObjects(
      subject,
      (object) => isOf(object, { [RBAC]: ["ClusterRoleBinding", "RoleBinding"] }),
      (object) => judge(object, settings),
    ),
  admission: {
    match: [{ group: RBAC, resources: ["clusterrolebindings", "rolebindings"] }],
    validations: ({ roles, subjects }) => [
      {
        expression: `${celKubernetesItself} || object.roleRef.kind != 'ClusterRole' || !(object.roleRef.name in ${celTexts(roles)})`,
        message: `it grants one of ${roles.join(", ")}`,
      },
      {
        expression: `${celKubernetesItself} || !has(object.subjects) || object.subjects.all(s, !(s.kind + ' ' + s.name in ${celTexts(subjects)}))`,
        message: "it grants something to everybody, or to nobody in particular",
      },
    ],
  },
});

function* judge(object: Judgeable, { roles, subjects }: Settings): Iterable<Finding> {
  const { props, say } = object;
  yield* each([{ where: "", read: () => clusterRoleOf(object) }], (name) =>
    name !== undefined && roles.includes(name)
      ? [say(`grants the ClusterRole ${JSON.stringify(name)}`)]
      : [],
  );
  const named = elements(props, "subjects").map(({ where, read }) => ({
    where,
    read: () => subjectIn(read()),
  }));
  yield* each(named, (one) => (subjects.includes(one) ? [say(`grants it to ${one}`)] : []));
}

/** The ClusterRole that is granted; undefined where it is a Role, or a patch that leaves it alone. */
function clusterRoleOf({ props, patch }: Judgeable): string | undefined {
  if (patch && isAbsent(field(props, "roleRef"))) return undefined;
  const name = textAt(props, "roleRef", "name");
  const kind = textAt(props, "roleRef", "kind");
  if (name === undefined) throw new CannotTell("roleRef.name is not there yet");
  if (kind === undefined) throw new CannotTell("roleRef.kind is not there yet");
  return kind === "ClusterRole" ? name : undefined;
}

function subjectIn(value: unknown): string {
  const [kind, name] = [textAt(value, "kind"), textAt(value, "name")];
  if (kind !== undefined && name !== undefined) return `${kind} ${name}`;
  throw new CannotTell(`${kind === undefined ? "kind" : "name"} is not there yet`);
}
