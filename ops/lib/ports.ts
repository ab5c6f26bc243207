import type { AccessPorts } from "./target.ts";
import type { PolicyDoor } from "./engine.ts";
import type { Exceptions } from "./exceptions.ts";
import type { Catalogue } from "./policies.ts";
import type { Screen } from "./screen.ts";
import type { State } from "./state.ts";
import type { StateVerdicts } from "./state-verdicts.ts";

/** Everything a command touches besides files: tests replace it, `ops/lib/main.ts` fills it in. */
export interface Ports extends AccessPorts {
  /** Every rule of the packs, as the packs tell it. */
  readonly catalogue: (door: PolicyDoor) => Promise<Catalogue>;
  /** What the rules say about a state, asked without the engine. */
  readonly stateVerdicts: (
    ...asked: [state: State, door: PolicyDoor, exceptions: Exceptions]
  ) => Promise<StateVerdicts>;
  readonly now: () => Date;
  readonly screen: Screen;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Asks a person; undefined when there is nobody to ask. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** Asks a person for something that is not shown as it is typed; undefined when there is nobody to ask. */
  readonly askSecret?: (question: string) => Promise<string>;
}
