import * as pulumi from "@pulumi/pulumi";

import { suggest } from "../../../lib/suggest.ts";
import { containersOf, withContainers } from "./pods.ts";
import { type JsonObject, textOf, type Transform } from "./transform.ts";

/** What a container asks for and where it stops, in Kubernetes terms. */
export interface ContainerResources extends JsonObject {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

/**
 * Requests and limits by container, named `container` or `workload/container`; the longer name wins. Others keep theirs.
 *
 * @throws RunError for a name that no container has
 */
export const withResources =
  (resources: Readonly<Record<string, ContainerResources>>): Transform =>
  (objects) => {
    const known = objects.flatMap((object) =>
      containersOf(object).flatMap(({ name }) => [
        textOf(name),
        `${object.metadata.name}/${textOf(name)}`,
      ]),
    );
    for (const name of Object.keys(resources)) {
      if (known.includes(name)) continue;
      const meant = suggest(name, known);
      throw new pulumi.RunError(
        `resources of ${name}: there is no such container; ${meant === undefined ? `known: ${[...new Set(known)].join(", ")}` : `did you mean ${meant}?`}`,
      );
    }
    return objects.map((object) =>
      withContainers(object, (container, name) => {
        const own = resources[`${object.metadata.name}/${name}`] ?? resources[name];
        return own === undefined ? container : { ...container, resources: own };
      }),
    );
  };
