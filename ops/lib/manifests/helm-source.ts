import { CannotTell } from "../../../policy-packs/lib/finding.ts";
import { elements, field, isAbsent, isRecord, textAt } from "../../../policy-packs/lib/values.ts";
import type { ChartInput } from "./chart.ts";

/** A values file that an Application names. */
export interface ValueFile {
  readonly path: string;
  readonly found: boolean;
}

type FromHelm = Pick<ChartInput, "values" | "written" | "more" | "skipCrds" | "release"> & {
  readonly namespace: string | undefined;
};

/**
 * What `spec.source.helm` of an Application says, as arguments of `helm template`.
 *
 * In the order of Argo CD: values files, then values written into the Application, then parameters.
 */
export function helmValues(helm: unknown, fileOf: (text: string) => ValueFile): FromHelm {
  const missingAllowed = field(helm, "ignoreMissingValueFiles") === true;
  const files = texts(helm, "valueFiles").flatMap((text) => {
    const { path, found } = fileOf(text);
    if (found) return [path];
    if (missingAllowed) return [];
    throw new CannotTell(`its values file ${text} is not in this checkout`);
  });
  const parameters = records(helm, "parameters").flatMap((one) => {
    const [name, value] = [textAt(one, "name") ?? "", textAt(one, "value") ?? ""];
    if (value.includes("$ARGOCD_")) throw new CannotTell(`its parameter ${name} hangs on ${value}`);
    const flag = field(one, "forceString") === true ? "--set-string" : "--set";
    return [flag, `${name}=${escaped(value)}`];
  });
  const fileParameters = records(helm, "fileParameters").flatMap((one) => {
    const { path, found } = fileOf(textAt(one, "path") ?? "");
    if (!found) throw new CannotTell(`its file parameter ${path} is not in this checkout`);
    return ["--set-file", `${textAt(one, "name") ?? ""}=${path}`];
  });
  const kubeVersion = textAt(helm, "kubeVersion");
  return {
    values: files,
    written: writtenValues(helm),
    more: [
      ...parameters,
      ...fileParameters,
      ...(kubeVersion === undefined ? [] : ["--kube-version", kubeVersion]),
      ...texts(helm, "apiVersions").flatMap((version) => ["--api-versions", version]),
    ],
    skipCrds: field(helm, "skipCrds") === true,
    release: textAt(helm, "releaseName"),
    namespace: textAt(helm, "namespace"),
  };
}

/** Values as an object win over values as a text. */
function writtenValues(helm: unknown): string | undefined {
  const object = field(helm, "valuesObject");
  return isAbsent(object) ? textAt(helm, "values") : JSON.stringify(object);
}

/** As Argo CD does: a comma outside of braces is part of the value. */
const escaped = (value: string): string =>
  /^\{.*\}$/.test(value) ? value : value.replace(/(?<!\\),/g, String.raw`\,`);

function texts(value: unknown, key: string): string[] {
  return listed(value, key).filter((one) => typeof one === "string");
}

function records(value: unknown, key: string): readonly unknown[] {
  return listed(value, key).filter(isRecord);
}

const listed = (value: unknown, key: string): readonly unknown[] =>
  isRecord(value) ? elements(value, key).map(({ read }) => read()) : [];
