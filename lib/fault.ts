/** How a command ends: 0 done, 1 refused (a gate said no), 2 cannot tell (bad input, missing evidence, broken tool). */
export type ExitCode = 0 | 1 | 2;

export interface FaultFacts {
  /** File, key, resource or tool the fault is about. */
  readonly where: string;
  /** What is wrong, lower case, no trailing period. */
  readonly problem: string;
  /** The next step a person takes. */
  readonly fix: string;
  /** @default 2 */
  readonly exit?: 1 | 2;
  readonly cause?: unknown;
}

/** The one error people see: a single line that says where, what, and the next step. */
export class Fault extends Error {
  readonly where: string;
  readonly problem: string;
  readonly fix: string;
  readonly exit: 1 | 2;

  constructor(facts: FaultFacts) {
    super(`${facts.where}: ${facts.problem}; ${facts.fix}`, { cause: facts.cause });
    this.name = "Fault";
    this.where = facts.where;
    this.problem = facts.problem;
    this.fix = facts.fix;
    this.exit = facts.exit ?? 2;
  }
}
