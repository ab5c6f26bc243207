import { EnvironmentNamespace } from "../../../../components/environment/environment-namespace.ts";
import {
  Observability,
  type ObservabilityArgs,
} from "../../../../components/observability/observability.ts";
import { environmentSettings } from "../../../../stacks/config.ts";
import { record, type Recording } from "../../../support/record.ts";
import { valuesOf } from "../../../support/settings.ts";

/** Everything that watches an environment, in the namespaces of prod that it is about. */
export const recordAll = (args: ObservabilityArgs): Promise<Recording> => {
  const file = "Pulumi.prod.yaml";
  const { namespaces, peers } = environmentSettings(valuesOf(file), file);
  return record(() => {
    for (const [name, of] of Object.entries(namespaces)) {
      new EnvironmentNamespace(name, {
        ...of,
        namespace: name,
        ownership: of,
        podSecurity: { enforce: of.podSecurity, version: "v1.35" },
        protect: true,
        peers,
      });
    }
    new Observability("observability", args);
  }, "prod");
};
