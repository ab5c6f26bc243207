/** How a run of all doors over the same objects came out; all of them agreed on every one. */
export interface DoorCounts {
  readonly mutants: { readonly seed: number; readonly made: number; readonly invalid: number };
  /** By the name of the rule: fixtures accepted and refused at all doors, and mutants refused. */
  readonly rules: Readonly<
    Record<
      string,
      {
        readonly accepted: number;
        readonly refused: number;
        /** Refused as written, accepted by the API server once it has filled in what it fills in. */
        readonly completed: number;
        readonly mutants: number;
      }
    >
  >;
}
