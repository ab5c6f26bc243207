/** A run that did not get through, with what was said on the way: more than the one line of a fault. */
export class Failure extends Error {
  /** What happened, one line. */
  readonly headline: string;
  /** What people need to see to correct it, line by line. */
  readonly details: readonly string[];
  /** The next step. */
  readonly next: string;
  readonly exit = 2;

  constructor(headline: string, details: readonly string[], next: string) {
    super(headline);
    this.name = "Failure";
    this.headline = headline;
    this.details = details;
    this.next = next;
  }
}
