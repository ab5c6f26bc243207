import { readdirSync, readFileSync, writeFileSync } from "node:fs";

// Writes config.<env>.json of each single pack from those of the pack of all, which people edit.
const here = new URL("./", import.meta.url);
const packs = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "all" && entry.name !== "lib")
  .map(({ name }) => name);
const files = readdirSync(new URL("all/", here)).filter((name) => name.startsWith("config."));

for (const file of files) {
  const all = JSON.parse(readFileSync(new URL(`all/${file}`, here), "utf8")) as object;
  for (const pack of packs) {
    const own = Object.entries(all).filter(([rule]) => rule.startsWith(`${pack}/`));
    const text = own.length === 0 ? "{}" : JSON.stringify(Object.fromEntries(own), undefined, 2);
    writeFileSync(new URL(`${pack}/${file}`, here), `${text}\n`);
  }
}
