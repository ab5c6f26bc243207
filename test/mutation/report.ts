/** What is read of Stryker's mutation report (https://github.com/stryker-mutator/mutation-testing-elements). */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** How many of a pack's mutants its tests noticed. */
export interface Score {
  readonly pack: string;
  readonly mutants: number;
  readonly noticed: number;
  /** Per cent, rounded down to a tenth. */
  readonly score: number;
  readonly floor: number;
}

const NOTICED = new Set(["Killed", "Timeout"]);
const UNNOTICED = new Set(["Survived", "NoCoverage"]);
/** Per cent that a pack has to reach; 80 for those not named. */
const FLOORS: Readonly<Record<string, number>> = { "resource-limits": 90, "network-policies": 90 };

const packOf = (file: string): string => /policy-packs\/([^/]+)\//.exec(file)?.[1] ?? file;

/** Pack by pack; what could not be compiled or is ignored counts on neither side. */
export function scoresOf({ files }: Report): Score[] {
  const byPack = Map.groupBy(Object.entries(files), ([file]) => packOf(file));
  return [...byPack].map(([pack, entries]) => {
    const all = entries.flatMap(([, { mutants }]) => mutants.map(({ status }) => status));
    const noticed = all.filter((status) => NOTICED.has(status)).length;
    const mutants = noticed + all.filter((status) => UNNOTICED.has(status)).length;
    const score = mutants === 0 ? 0 : Math.floor((noticed / mutants) * 1_000) / 10;
    return { pack, mutants, noticed, score, floor: FLOORS[pack] ?? 80 };
  });
}

/** One line for each mutant that no test noticed. */
export const survivorsOf = ({ files }: Report): string[] =>
  Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => UNNOTICED.has(status))
      .map(({ mutatorName, replacement = "", location: { start } }) => {
        const by = replacement.replaceAll(/\s+/g, " ").slice(0, 80);
        return `${file}:${start.line}:${start.column} ${mutatorName} -> ${by}`;
      }),
  );

export const tableOf = (scores: readonly Score[]): string[] => [
  "| pack | mutants | noticed | score | floor |",
  "| --- | --- | --- | --- | --- |",
  ...scores.map(
    ({ pack, mutants, noticed, score, floor }) =>
      `| ${pack} | ${mutants} | ${noticed} | ${score.toFixed(1)}% | ${floor}% |`,
  ),
];
