import { withTemplate } from "./pods.ts";
import { each, mapOf, type Transform } from "./transform.ts";

/** Labels on every object and on the pods they make; selectors stay as upstream wrote them, since they never change. */
export const labelled = (labels: Readonly<Record<string, string>>): Transform =>
  each((object) =>
    withTemplate(
      {
        ...object,
        metadata: {
          ...object.metadata,
          labels: { ...mapOf(object.metadata["labels"]), ...labels },
        },
      },
      (template) => {
        const metadata = mapOf(template["metadata"]);
        return {
          ...template,
          metadata: { ...metadata, labels: { ...mapOf(metadata["labels"]), ...labels } },
        };
      },
    ),
  );
