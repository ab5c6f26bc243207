import { PackageURL } from "packageurl-js";

/** What tells two packages of one name apart; others (distro, checksum, tag) change with the version. */
const TELLING = ["arch", "channel", "classifier", "goarch", "goos", "os", "platform", "type"];

/** Components of these types are no packages: nobody publishes them under a package URL. */
const NO_PACKAGE = new Set([
  "cryptographic-asset",
  "data",
  "device",
  "file",
  "operating-system",
  "platform",
]);

export interface Identity {
  readonly key: string;
  /** Empty where none is stated. */
  readonly version: string;
  readonly ecosystem: string | undefined;
  readonly identified: boolean;
  readonly origin: string | undefined;
}

export interface Named {
  readonly type: string;
  readonly name: string;
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
}

/** Who a component is. The package URL decides where there is a usable one, its version before the stated one. */
export function identityOf({ type, name, group, version = "", purl }: Named): Identity {
  const url = purl === undefined ? undefined : parsePurl(purl);
  if (url === undefined) {
    const full = group === undefined || group === "" ? name : `${group}/${name}`;
    const identified = purl === undefined && NO_PACKAGE.has(type);
    const key = `${type} ${full}`;
    return { key, version, ecosystem: undefined, identified, origin: undefined };
  }
  return { ...url, version: url.version === "" ? version : url.version };
}

/** The identity that a package URL stands for; undefined for what is none. */
export function parsePurl(text: string): Identity | undefined {
  let url: PackageURL;
  try {
    url = PackageURL.fromString(text);
  } catch {
    return undefined;
  }
  const { type, namespace, name, version, qualifiers, subpath } = url;
  const telling = Object.entries(qualifiers ?? {}).filter(([name]) => TELLING.includes(name));
  const kept = telling.length === 0 ? undefined : Object.fromEntries(telling);
  return {
    key: new PackageURL(type, namespace, name, undefined, kept, subpath).toString(),
    version: version ?? "",
    ecosystem: type,
    identified: type !== "generic",
    origin: qualifiers?.["repository_url"],
  };
}
