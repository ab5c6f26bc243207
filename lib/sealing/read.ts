import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { Fault } from "../fault.ts";
import { readCertificate, type SealingCertificate } from "./certificate.ts";
import {
  ADDRESS,
  type Declarations,
  type Declared,
  declaredFor,
  partsOf,
  readDeclarations,
} from "./declared.ts";
import { certificateProblem, fixOf, judgeSealed, type Problem } from "./judge.ts";
import { declarationsFile, type SealingPlace } from "./place.ts";
import { readSealedFile, type SealedFile, sealedFileName } from "./sealed-file.ts";

/** One sealed Secret of an environment, with what is wrong with it. */
export interface SealedEntry {
  /** `<namespace>/<name>`. */
  readonly address: string;
  /** From the root of the project. */
  readonly path: string;
  /** Undefined when it is missing or cannot be read. */
  readonly file: SealedFile | undefined;
  /** Undefined when the project does not ask for it. */
  readonly declared: Declared | undefined;
  readonly problems: readonly Problem[];
}

/** All that is sealed for an environment. */
export interface SealedEnvironment {
  readonly certificate: SealingCertificate;
  readonly entries: readonly SealedEntry[];
}

/** `secrets/declared.yaml`. @throws Fault when it is not to be had, or that names everything wrong with it */
export function declarations(root: string): Declarations {
  const path = declarationsFile(root);
  const where = relative(root, path);
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    // Without it everything that lies sealed would look like enough.
    const problem = existsSync(path) ? "cannot be read" : "is not there";
    throw new Fault({ where, problem, fix: "restore it from git", cause: error });
  }
  return readDeclarations(content, where);
}

/** The committed certificate. @throws Fault when there is none, or none that can be read */
export function committedCertificate(root: string, place: SealingPlace): SealingCertificate {
  const where = relative(root, place.certificate);
  if (existsSync(place.certificate)) {
    return readCertificate(readFileSync(place.certificate, "utf8"), where);
  }
  const fix = `make a sealing key first: ops secrets init ${place.name}`;
  throw new Fault({ where, problem: "is not there", fix });
}

/**
 * Reads everything sealed for an environment, declared or not, and judges it.
 *
 * Only the certificate and the declarations are thrown about; what is wrong with a sealed file stands beside it.
 */
export function sealedEnvironment(
  root: string,
  place: SealingPlace,
  environment: string,
  now: Date,
): SealedEnvironment {
  const certificate = committedCertificate(root, place);
  const declared = new Map(declaredFor(declarations(root), environment));
  const found = existsSync(place.sealed)
    ? readdirSync(place.sealed).filter((name) => name.endsWith(".yaml"))
    : [];
  const strays = found.filter((name) => !ADDRESS.test(addressOf(name)));
  const named = found.filter((name) => !strays.includes(name)).map(addressOf);
  const entries = [...new Set([...declared.keys(), ...named])].map((address): SealedEntry => {
    const { namespace, name } = partsOf(address);
    const path = join(place.sealed, sealedFileName(namespace, name));
    const asked = declared.get(address);
    const shown = { address, path: relative(root, path), declared: asked };
    if (!existsSync(path)) {
      return {
        ...shown,
        file: undefined,
        problems: [{ verdict: "missing", says: "is not there" }],
      };
    }
    try {
      const file = readSealedFile(readFileSync(path, "utf8"), shown.path);
      const expected = { namespace, name, certificate, now, declared: asked };
      return { ...shown, file, problems: judgeSealed(file, expected) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const problem: Problem = { verdict: "malformed", says: error.problem };
      return { ...shown, file: undefined, problems: [problem] };
    }
  });
  const lost = strays.map((name): SealedEntry => {
    const says = "is named after no Secret, <namespace>.<name>.yaml";
    const path = relative(root, join(place.sealed, name));
    const problems: Problem[] = [{ verdict: "misplaced", says }];
    return { address: name, path, file: undefined, declared: undefined, problems };
  });
  const sorted = [...entries, ...lost].sort((a, b) => (a.address < b.address ? -1 : 1));
  return { certificate, entries: sorted };
}

/** `core.database.yaml` seals `core/database`. */
const addressOf = (name: string): string => name.replace(/\.yaml$/, "").replace(".", "/");

/** A line per fault, of the certificate and of each sealed Secret that may not be used: where, what, next step. */
export function faultLines(
  { certificate, entries }: SealedEnvironment,
  place: SealingPlace,
  root: string,
  now: Date,
): readonly string[] {
  const end = certificateProblem(certificate, now);
  const head =
    end === undefined
      ? []
      : [`${relative(root, place.certificate)}: ${end.says}; ${fixOf([end], undefined, place)}`];
  const lines = entries.flatMap(({ path, address, problems }) => {
    const own = problems.filter(({ verdict }) => verdict !== end?.verdict);
    if (own.length === 0) return [];
    return [`${path}: ${own.map(({ says }) => says).join(", ")}; ${fixOf(own, address, place)}`];
  });
  return [...head, ...lines];
}
