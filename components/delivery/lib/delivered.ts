import { commonLabels } from "../../lib/labels.ts";

/** Metadata of an object of ours. */
export const delivered = (name: string, namespace: string) => ({
  name,
  namespace,
  labels: commonLabels(),
});
