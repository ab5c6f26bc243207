import type { KubernetesObject } from "../../../../components/lib/install/transform.ts";
import { readArtifacts } from "../../../../lib/artifacts/lock.ts";
import { artifactObjects } from "../../../../lib/artifacts/objects.ts";

/** The locked bundle of the operator. */
export const bundle = (): readonly KubernetesObject[] =>
  artifactObjects(readArtifacts(), "prometheus-operator", "bundle");

/** The same with definitions that have no schemas: four megabytes less to pass on, for tests of something else. */
export const thinBundle = (): readonly KubernetesObject[] =>
  bundle().map((object) =>
    object.kind === "CustomResourceDefinition"
      ? { ...object, spec: { ...(object["spec"] as object), versions: [] } }
      : object,
  );
