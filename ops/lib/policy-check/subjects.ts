import type { Subject } from "../../../policy-packs/lib/subject.ts";
import { isRecord, type Props } from "../../../policy-packs/lib/values.ts";
import type { Loaded } from "../manifests/load.ts";
import type { Place } from "../manifests/place.ts";
import { scopesIn } from "../manifests/scope.ts";
import type { Unseen } from "./application-source.ts";

/** Manifests as rules judge them. */
export interface Judgeable {
  readonly subjects: readonly Subject[];
  readonly places: ReadonlyMap<string | undefined, Place>;
  readonly unseen: Unseen;
}

/** Makes subjects: type token and id as an engine would give them, and a namespace where one is due. */
export function subjectsOf(loaded: readonly Loaded[]): Judgeable {
  const isNamespaced = scopesIn(loaded.map(({ manifest }) => manifest));
  const subjects: Subject[] = [];
  const places = new Map<string | undefined, Place>();
  const unseen = new Map<string | undefined, readonly string[]>();
  for (const one of loaded) {
    const { manifest, namespace } = one;
    const { apiVersion, kind, place } = manifest;
    const urn = `urn:manifest:${place.file}:${subjects.length}`;
    const props = isNamespaced(manifest) ? inNamespace(manifest.props, namespace) : manifest.props;
    const module = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    const type = `kubernetes:${module}:${kind}`;
    subjects.push({ type, name: nameOf(props, subjects.length), urn, apiVersion, kind, props });
    places.set(urn, place);
    if (one.unseen.length > 0) unseen.set(urn, one.unseen);
  }
  return { subjects, places, unseen };
}

function inNamespace(props: Props, namespace: string): Props {
  const { metadata } = props;
  if (!isRecord(metadata)) return props;
  const own = metadata["namespace"];
  if (own !== undefined && own !== null && own !== "") return props;
  return { ...props, metadata: { ...metadata, namespace } };
}

function nameOf({ metadata }: Props, position: number): string {
  if (isRecord(metadata)) {
    const { name, generateName } = metadata;
    if (typeof name === "string" && name !== "") return name;
    if (typeof generateName === "string" && generateName !== "") return `${generateName}*`;
  }
  return `(unnamed ${position + 1})`;
}
