import { readArtifacts } from "../../../lib/artifacts/lock.ts";
import { artifactObject, type JsonObject } from "../../../lib/artifacts/objects.ts";
import { versionsOf } from "../../lib/custom/check.ts";
import { fileNameOf, TYPED_KINDS, type TypedKind } from "./kinds.ts";
import { printTypes } from "./print-types.ts";

/** Fields of an object that its definition does not describe, or that the server alone writes. */
const NOT_INPUT = ["apiVersion", "kind", "metadata", "status"];

/** Everything that is generated from the locked definitions, by path below components/crds. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const lock = readArtifacts();
  const files = TYPED_KINDS.flatMap((typed) => {
    const definition = artifactObject(lock, typed.artifact, typed.file);
    const version = versionsOf(definition).find(({ storage }) => storage === true);
    if (version === undefined) throw new Error(`${typed.kind}: no version is stored`);
    const apiVersion = `${textOf(mapOf(definition["spec"])["group"])}/${textOf(version["name"])}`;
    const from = `${typed.artifact} ${lock.artifacts[typed.artifact]?.version ?? ""}`;
    const name = fileNameOf(typed.kind);
    const schema = mapOf(mapOf(version["schema"])["openAPIV3Schema"]);
    return [
      [`${name}.ts`, classText(typed, apiVersion, from)],
      [`types/${name}.ts`, typesText(typed.kind, schema, from)],
    ] as const;
  });
  return new Map(files);
}

const header = (from: string): string =>
  `// Generated from the definition in ${from} by \`npm run generate\`; do not edit.\n`;

function classText({ kind, artifact, file }: TypedKind, apiVersion: string, from: string): string {
  return `${header(from)}import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { ${kind}Args } from "./types/${fileNameOf(kind)}.ts";

const locked = {
  artifact: "${artifact}",
  file: "${file}",
  apiVersion: "${apiVersion}",
  kind: "${kind}",
} as const;

/** ${/^[AEIOU]/.test(kind) ? "An" : "A"} ${kind} as ${from} defines it. @throws RunError with every field that the definition refuses */
export class ${kind} extends CustomObject {
${constructorLines(kind)}
    super(locked, name, args, opts);
  }
}
`;
}

/** The head of the constructor, broken where it is longer than the house's 100 columns. */
function constructorLines(kind: string): string {
  const parameters = ["name: string", `args: ${kind}Args`, "opts?: pulumi.CustomResourceOptions"];
  const line = `  constructor(${parameters.join(", ")}) {`;
  if (line.length <= 100) return line;
  return `  constructor(\n${parameters.map((one) => `    ${one},\n`).join("")}  ) {`;
}

function typesText(kind: string, schema: JsonObject, from: string): string {
  const properties = Object.fromEntries(
    Object.entries(mapOf(schema["properties"])).filter(([key]) => !NOT_INPUT.includes(key)),
  );
  const types = printTypes(`${kind}Fields`, { ...schema, properties });
  const args = `/** Arguments of ${kind}. */\nexport interface ${kind}Args extends ${kind}Fields {\n  readonly metadata: ObjectMetadata;\n}\n`;
  return `${header(from)}import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

${args}
${types}`;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const mapOf = (value: unknown): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
