import type { Severity } from "../../../policy-packs/provenance/release/severity.ts";
import type { LicenceClass } from "./licence.ts";

/** One component of an SBOM, as far as it is compared. */
export interface Component {
  /** What stays the same when the version changes: a package URL without version, else type, group and name. */
  readonly key: string;
  /** Empty where none is stated. */
  readonly version: string;
  /** Type of the package URL (`npm`, `deb`); undefined without a usable one. */
  readonly ecosystem: string | undefined;
  /** False for a package whose package URL is missing, malformed or generic: no scanner can know it. */
  readonly identified: boolean;
  /** Where it comes from (qualifier `repository_url`). @default undefined: the ecosystem's own registry */
  readonly origin: string | undefined;
  /** Content in lower case by algorithm. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly licence: Licence;
}

/** Licences of a component as one text, and what they ask for. */
export interface Licence {
  readonly class: LicenceClass;
  /** SPDX expressions and names, sorted; empty where none is stated. */
  readonly text: string;
}

export interface Sbom {
  /** In the order of the document. */
  readonly components: readonly Component[];
  /** Keys of what the root depends on itself; undefined when the SBOM does not tell. */
  readonly direct: ReadonlySet<string> | undefined;
  /** `name@version` of what it is about; undefined when it does not tell. */
  readonly subject: string | undefined;
}

export const EMPTY_SBOM: Sbom = { components: [], direct: new Set(), subject: undefined };

/** One finding of a vulnerability scanner in one component. */
export interface Vulnerability {
  readonly id: string;
  /** "unrated" is held like "high". */
  readonly severity: Severity | "lower";
  /** Package URL as the scan has it; empty when it names none. */
  readonly purl: string;
  /** Key of the component; empty when the scan names none. */
  readonly key: string;
  /** Version of the component; empty when the scan names none. */
  readonly version: string;
}
