import { parseAllDocuments } from "yaml";

import { Fault } from "../../../../lib/fault.ts";
import { isProperties } from "../../lib/marks.ts";
import type { Properties, Value } from "../../lib/struct.ts";
import { gvkOf } from "../kinds.ts";
import { listAt, namespaceOf, put, textAt } from "../objects.ts";
import type { Session } from "../session.ts";

const DECODE = "kubernetes:yaml:decode";

/** The objects of a YAML text with many documents: all that programs ask of the plugin besides resources. */
export async function invoke(
  session: Session,
  token: string,
  args: Properties,
): Promise<Properties> {
  if (token !== DECODE) {
    throw new Fault({
      where: token,
      problem: "is not supported by the stand-in plugin",
      fix: "render the manifests first, or install the official plugin",
    });
  }
  const objects = parseAllDocuments(textAt(args, "text")).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined)
      throw new Fault({ where: "yaml", problem: error.message, fix: "correct the manifest" });
    return expanded(document.toJS() as Value);
  });
  const namespace = textAt(args, "defaultNamespace");
  return { result: await Promise.all(objects.map((object) => placed(object, namespace, session))) };
}

/** Lists give their items; empty documents nothing. */
function expanded(object: Value): readonly Properties[] {
  if (!isProperties(object)) return [];
  return textAt(object, "kind").endsWith("List") && Array.isArray(object["items"])
    ? listAt(object, "items").flatMap(expanded)
    : [object];
}

async function placed(
  object: Properties,
  namespace: string,
  session: Session,
): Promise<Properties> {
  if (namespace === "" || namespaceOf(object) !== "") return object;
  if (!(await session.isNamespaced(gvkOf(object)))) return object;
  return put(object, ["metadata", "namespace"], namespace);
}
