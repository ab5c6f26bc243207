import { liveHolder } from "../../lib/lock.ts";
import { type ComponentFacts, componentFacts, componentTable } from "../lib/components.ts";
import { journal, type Unfinished } from "../lib/journal.ts";
import { type NamespaceFacts, namespaceFacts, namespaceTable } from "../lib/namespaces.ts";
import { namespacesOf } from "../lib/outputs.ts";
import type { Ports } from "../lib/ports.ts";
import { duration, plural } from "../lib/screen.ts";
import { pendingOf, resourcesOf, stateOf } from "../lib/state.ts";
import { commandFor, findTarget, localFolder, lookAt } from "../lib/target.ts";
import { isCounted, stackType } from "../lib/urn.ts";
import type { OutputsInput } from "./outputs.ts";

export interface StatusReport {
  readonly environment: string;
  /** False when the API server does not say that it is ready; undefined when the environment names none. */
  readonly ready: boolean | undefined;
  /** Resources in the state, 0 when nothing was provisioned; undefined when the control plane does not run. */
  readonly resources: number | undefined;
  /** Operations a killed engine left pending. */
  readonly pending: number;
  /** When the state was last written, ISO 8601. */
  readonly written: string | undefined;
  readonly unfinished: Unfinished | undefined;
  /** Who works on the stack now: "up of local, process 4711". */
  readonly held: string | undefined;
  readonly namespaces: readonly NamespaceFacts[];
  /** Workloads, and the processes that take their place beside a local control plane. */
  readonly components: readonly ComponentFacts[];
  /** Commands for the next step. */
  readonly next: { readonly up: string };
}

/** What is there, and how it is. Changes nothing and waits for nobody. */
export async function status(input: OutputsInput, ports: Ports): Promise<StatusReport> {
  const target = findTarget(ports.root, input);
  const holder = liveHolder(localFolder(ports.root, "locks", `${target.id}.json`));
  const access = await lookAt(target, ports);
  const text = await access?.engine.exportState();
  const state = text === undefined ? undefined : stateOf(text);
  const resources = state ? resourcesOf(state) : [];
  const outputs = resources.find(({ type }) => type === stackType)?.outputs ?? {};
  const names = namespacesOf(outputs);
  const local = access === undefined ? undefined : target.cluster;
  const controllers = local === undefined ? [] : await ports.controlPlane.controllers(local);
  const { manifest } = (state?.deployment ?? {}) as { manifest?: { time?: string } };
  return {
    environment: target.environment,
    ready: access ? await access.cluster?.ready() : false,
    resources:
      access && resources.filter(({ type, custom }) => isCounted(type, custom === true)).length,
    pending: state ? pendingOf(state).length : 0,
    written: manifest?.time,
    unfinished: journal(localFolder(ports.root, "journal", `${target.id}.json`)).unfinished(),
    held: holder && `${holder.doing}, process ${holder.pid}`,
    namespaces: (await namespaceFacts(access?.cluster, names)) ?? [],
    components: (await componentFacts(access?.cluster, names, controllers)) ?? [],
    next: { up: commandFor(target, "up") },
  };
}

/** The report as rows, with the age of the state at `now`. */
export function render(report: StatusReport, now: Date): string[] {
  const {
    ready,
    resources,
    pending,
    written,
    unfinished,
    held,
    namespaces,
    components,
    next: { up },
  } = report;
  const age =
    written === undefined ? "" : `, written ${duration(now.getTime() - Date.parse(written))} ago`;
  return [
    ...(ready === undefined
      ? []
      : [`api        ${ready ? "ready" : `does not answer; ${up} starts it`}`]),
    ...(resources === undefined
      ? []
      : [
          `state      ${resources === 0 ? `empty; ${up} provisions it` : `${plural(resources, "resource")}${age}`}`,
        ]),
    ...(pending === 0
      ? []
      : [`pending    ${plural(pending, "operation")} of a killed run; ${up} settles that`]),
    ...(unfinished === undefined
      ? []
      : [`unfinished ${unfinished.verb} begun ${unfinished.started}; ${up} continues`]),
    ...(held === undefined ? [] : [`held       by ${held}`]),
    ...(namespaces.length === 0 ? [] : ["", ...namespaceTable(namespaces)]),
    ...(components.length === 0 ? [] : ["", ...componentTable(components)]),
  ];
}
