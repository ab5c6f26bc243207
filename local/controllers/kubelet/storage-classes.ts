import type { Api } from "../../control-plane/api.ts";
import { type ClusterObject, type clusterObjects, Unanswered } from "./cluster-objects.ts";
import type { Outcome } from "./delivery.ts";
import { created, outcomeOf } from "./make-objects.ts";
import { volumeLabels } from "./volumes.ts";

const CLASSES = "/apis/storage.k8s.io/v1/storageclasses";

/**
 * Makes the storage classes that Prometheus and Alertmanager ask for, where the cluster has them not: on a real one its owners
 * do, and the operator makes no StatefulSet without. Volumes of them are the stand-in's, as all are. @throws Unanswered
 */
export async function provideStorageClasses(
  api: Api,
  { list }: Pick<ReturnType<typeof clusterObjects>, "list">,
): Promise<Outcome> {
  const asking = [...(await list("prometheuses")), ...(await list("alertmanagers"))];
  const refused: string[] = [];
  for (const name of new Set(asking.flatMap(classOf))) {
    const { status: there } = await api.get(`${CLASSES}/${name}`);
    if (there === 200) continue;
    if (there !== 404) throw new Unanswered(`${CLASSES}/${name}: status ${there}`);
    refused.push(...(await created(api, CLASSES, storageClass(name))));
  }
  return outcomeOf(refused);
}

function classOf({ spec }: ClusterObject): string[] {
  const { storage } = (spec ?? {}) as {
    storage?: { volumeClaimTemplate?: { spec?: { storageClassName?: string } } };
  };
  const name = storage?.volumeClaimTemplate?.spec?.storageClassName;
  return name === undefined || name === "" ? [] : [name];
}

const storageClass = (name: string) => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name, labels: volumeLabels },
  provisioner: "intelgraph.internal/kubelet-stand-in",
  reclaimPolicy: "Retain",
  volumeBindingMode: "Immediate",
});
