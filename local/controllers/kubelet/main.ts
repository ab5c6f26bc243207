import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { connect } from "../../control-plane/api.ts";
import { clusterObjects } from "./cluster-objects.ts";
import { deliver, type Outcome } from "./delivery.ts";
import { deliveriesOf } from "./deliveries.ts";
import { provideVolumes } from "./provision.ts";
import { serviceProxy } from "./service-proxy.ts";
import { provideStorageClasses } from "./storage-classes.ts";
import { readTask } from "./task.ts";

/** Milliseconds between two looks at the cluster. */
const pause = 1_000;

process.umask(0o077);
const task = readTask(readFileSync(join(process.argv[2] ?? ".", "task.json"), "utf8"));
const api = connect(task.place.home, Number(new URL(task.place.server).port));
const objects = clusterObjects(api);
const deliveries = deliveriesOf(task, objects);
const outcomes = new Map<string, Outcome>();
const say = (line: string) => {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
};

/** Ready once every program has a configuration its own check takes; a later refusal keeps the last good one. */
const had = new Set<string>();
const health = createServer((_, answer) => {
  const ready = deliveries.every(({ name }) => had.has(name));
  answer.writeHead(ready ? 200 : 503, { "content-type": "application/json" });
  answer.end(JSON.stringify(Object.fromEntries(outcomes)));
});
health.listen(task.place.ports.kubeletStandIn, "127.0.0.1");
serviceProxy(task.place.ports).listen(task.place.ports.serviceProxy, "127.0.0.1");

const looks: readonly { readonly name: string; readonly look: () => Promise<Outcome> }[] = [
  ...deliveries.map((delivery) => ({ name: delivery.name, look: () => deliver(delivery) })),
  { name: "storage classes", look: () => provideStorageClasses(api, objects) },
  { name: "volumes", look: () => provideVolumes(api) },
];

for (;;) {
  for (const { name, look } of looks) {
    const outcome = await look().catch((error: unknown): Outcome => {
      return { state: "waiting", note: Error.isError(error) ? error.message : String(error) };
    });
    const last = outcomes.get(name);
    if (outcome.state === "delivered") had.add(name);
    if (last?.state !== outcome.state || last.note !== outcome.note) {
      say(`${name}: ${outcome.state}${outcome.note === undefined ? "" : `, ${outcome.note}`}`);
    }
    outcomes.set(name, outcome);
  }
  await sleep(pause);
}
