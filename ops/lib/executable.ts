import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Full path of a program, so that process lists tell whose it is; the bare name when it is not on `path`. */
export function executable(name: string, path: string | undefined): string {
  for (const folder of (path ?? "").split(delimiter).filter((one) => one !== "")) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      continue;
    }
  }
  return name;
}
