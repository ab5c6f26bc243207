/** The command said on stderr what is wrong; there is nothing to add but the exit code. */
export class AlreadySaid extends Error {
  readonly exit: 1 | 2;

  constructor(exit: 1 | 2) {
    super("already said");
    this.name = "AlreadySaid";
    this.exit = exit;
  }
}
