import { type Fault, faultIf, faultsOf, isDuration, twins } from "../lib/faults.ts";
import { cronFault } from "./cron.ts";
import { DELIVERED_KINDS } from "./kinds.ts";
import type { ArgoProjectSettings, SyncWindow } from "./settings.ts";
import { kindName } from "./spec.ts";

/** Everything that is wrong with a project by itself. */
export function argoProjectFaults({
  name,
  sources,
  namespaces,
  kinds,
  roles,
  windows,
}: ArgoProjectSettings): readonly Fault[] {
  const known = DELIVERED_KINDS.map(kindName);
  return [
    ...faultIf(
      name === "default",
      "name",
      `is "default", which Argo CD makes by itself and which allows everything; choose another`,
    ),
    ...faultIf(sources.length === 0, "sources", "is empty; name the repositories"),
    ...faultsOf(sources, (source) =>
      /^(https|ssh|oci|git|file|http):\/\/[^*\s/]*\/[^\s]*$/.test(source)
        ? undefined
        : {
            path: "sources",
            says: `holds "${source}"; write the address of a repository, a * in its path only`,
          },
    ),
    ...faultIf(namespaces.length === 0, "namespaces", "is empty; name where it delivers"),
    ...faultsOf(namespaces, (namespace) =>
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(namespace)
        ? undefined
        : { path: "namespaces", says: `holds "${namespace}"; write the name of one namespace` },
    ),
    ...faultIf(kinds?.length === 0, "kinds", "is empty; leave it out for all, or name some"),
    ...faultsOf(kinds ?? [], (kind) =>
      known.includes(kind)
        ? undefined
        : {
            path: "kinds",
            says: `holds "${kind}", which Argo CD may not deliver; use some of ${known.join(", ")}`,
          },
    ),
    ...twins(roles.map((role) => role.name)).map((role) => ({
      path: "roles",
      says: `has "${role}" twice; join them into one`,
    })),
    ...roles
      .filter(({ groups, may }) => groups.length === 0 || may.length === 0)
      .map((role) => ({
        path: `roles.${role.name}`,
        says: "names no group or no action; name both or leave the role out",
      })),
    ...windows.flatMap((window, at) => windowFaults(`windows[${String(at)}]`, window)),
  ];
}

function windowFaults(
  path: string,
  { schedule, duration, timeZone, applications }: SyncWindow,
): readonly Fault[] {
  const cron = cronFault(schedule);
  return [
    ...(cron === undefined ? [] : [{ path: `${path}.schedule`, says: `"${schedule}" ${cron}` }]),
    ...faultIf(
      !isDuration(duration),
      `${path}.duration`,
      `is "${duration}"; write a duration such as 8h`,
    ),
    ...faultIf(
      timeZone !== undefined && !isTimeZone(timeZone),
      `${path}.timeZone`,
      `is "${String(timeZone)}"; write a name of IANA such as Europe/Berlin`,
    ),
    ...faultIf(
      applications?.length === 0,
      `${path}.applications`,
      "is empty; leave it out for all, or name some",
    ),
  ];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
