import { randomInt } from "node:crypto";

/** Characters to draw from, and how many of the result come from them at least. */
export interface CharacterClass {
  readonly characters: string;
  /** False: only the minimum is drawn from this class. */
  readonly everywhere: boolean;
  readonly least: number;
}

/**
 * Random text of `length` characters: each class gives its minimum, the rest comes from all classes that may appear
 * everywhere, and the whole is shuffled. Every draw is uniform and from the system's cryptographic generator.
 * A character that two classes or one class twice name is drawn twice as often, as in the official provider.
 */
export function randomText(length: number, classes: readonly CharacterClass[]): string {
  const everywhere = classes
    .filter((one) => one.everywhere)
    .flatMap((one) => Array.from(one.characters));
  const drawn = classes.flatMap(({ characters, least }) => draw(Array.from(characters), least));
  drawn.push(...draw(everywhere, length - drawn.length));
  return shuffled(drawn).join("");
}

function draw(characters: readonly string[], count: number): string[] {
  return Array.from({ length: count }, () => characters[randomInt(characters.length)] ?? "");
}

/** Fisher-Yates: every order is equally likely. */
function shuffled(items: readonly string[]): string[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] ?? "", result[last] ?? ""];
  }
  return result;
}
