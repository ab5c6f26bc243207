import { join } from "node:path";

import { type Counts, kyvernoCounts, opaCounts, opsCounts } from "./counts.ts";
import { tenRules } from "./ten-rules.ts";

/** The same manifests, for those that read an array and for those that read documents. */
interface Files {
  readonly array: string;
  readonly documents: string;
}

/** A program that judges manifests. */
export interface Contender {
  readonly name: string;
  /** Which rules it has. */
  readonly rules: string;
  readonly command: (files: Files) => readonly [string, ...string[]];
  readonly countsOf: (output: string) => Counts;
}

/** What the contenders are started with. */
interface Programs {
  readonly root: string;
  /** Arguments that run `ops` with nothing but the ten rules. */
  readonly ten: readonly string[];
  readonly opa: string;
  readonly kyverno: string;
}

/** Ours with the ten rules first; each prints every finding. */
export function contendersOf({ root, ten, opa, kyverno }: Programs): readonly Contender[] {
  const rego = join(import.meta.dirname, "contenders/rules.rego");
  const policies = join(import.meta.dirname, "contenders/kyverno.yaml");
  const check = ["policy", "check", "--json", "--env"];
  const same = `the ${tenRules.length}`;
  return [
    {
      name: "`ops policy check`",
      rules: same,
      command: ({ array }) => [process.execPath, ...ten, ...check, "bench", array],
      countsOf: opsCounts,
    },
    {
      name: "`opa eval` 1.9.0",
      rules: same,
      command: ({ array }) => [
        opa,
        ...["eval", "--format", "raw", "--data", rego, "--input", array, "data.intelgraph.deny"],
      ],
      countsOf: opaCounts,
    },
    {
      name: "`kyverno apply` 1.15.2",
      rules: same,
      // It reads no array and takes a List for one object.
      command: ({ documents }) => [
        kyverno,
        ...["apply", policies, "--resource", documents, "--remove-color"],
      ],
      countsOf: kyvernoCounts,
    },
    {
      name: "`ops policy check`",
      rules: "all there are",
      command: ({ array }) => [process.execPath, join(root, "ops/cli.js"), ...check, "dev", array],
      countsOf: opsCounts,
    },
  ];
}
