/** A Secret that something here reads by its name, and that comes out of a sealed file. */
export interface NeededSecret {
  readonly namespace: string;
  readonly name: string;
  /** Keys that it has to hold. */
  readonly keys: readonly string[];
}
