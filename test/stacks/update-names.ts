import { existsSync, writeFileSync } from "node:fs";
import { goneNames, NAMES_FILE, namesOfGoldens, writtenNames } from "./platform-names.ts";

const usage = `usage: node test/stacks/update-names.ts [--drop]
Writes the names of the controllers' resources as the goldens have them. A name that would go is an object that every
environment deletes and makes anew: give the new resource an alias of its old name, and only then say --drop.`;

// The only writer of that list.
const [flag, ...more] = process.argv.slice(2);
if (more.length > 0 || (flag !== undefined && flag !== "--drop")) {
  process.stderr.write(`${usage}\n`);
  process.exit(1);
}
const names = namesOfGoldens();
const gone = existsSync(NAMES_FILE) ? goneNames(writtenNames(), names) : [];
if (gone.length > 0 && flag !== "--drop") {
  process.stderr.write(`${gone.join("\n")}\n${gone.length} names would go\n${usage}\n`);
  process.exit(1);
}
writeFileSync(NAMES_FILE, `${JSON.stringify(names, undefined, 2)}\n`);
process.stdout.write(`wrote test/stacks/platform-names.json: ${gone.length} dropped\n`);
