import type { Access } from "./settings.ts";

/**
 * `argocd-rbac-cm`: everybody looks or does nothing, deployers act on the applications of a project, admins do everything.
 *
 * A deployer can neither change what an application is nor where it goes: that is what this program says.
 */
export function argoCdAccess({
  everybody,
  deployers,
  admins,
}: Access): Readonly<Record<string, string>> {
  const lines = [
    ...sorted(deployers).flatMap(([project, groups]) => [
      ...deployerRules(project),
      ...groups.map((group) => `g, ${group}, ${roleOf(project)}`),
    ]),
    ...admins.map((group) => `g, ${group}, role:admin`),
  ];
  return {
    "policy.csv": lines.map((line) => `${line}\n`).join(""),
    "policy.default": everybody === "readonly" ? "role:readonly" : "",
    "policy.matchMode": "glob",
    scopes: "[groups]",
  };
}

const roleOf = (project: string): string => `role:deployer-${project}`;

const deployerRules = (project: string): readonly string[] =>
  [
    "applications, get",
    "applications, sync",
    "applications, action/argoproj.io/Rollout/*",
    "logs, get",
  ].map((what) => `p, ${roleOf(project)}, ${what}, ${project}/*, allow`);

const sorted = <T>(values: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));

/** Groups that would end their line or column early, and with it mean something else. */
export const unwritableGroups = ({ deployers, admins }: Access): readonly string[] =>
  [...Object.values(deployers).flat(), ...admins].filter(
    (group) => !/^[\w@.:/+-]+( [\w@.:/+-]+)*$/.test(group),
  );
