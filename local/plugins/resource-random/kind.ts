import type { Properties } from "../lib/struct.ts";
import type { Fields } from "./fields.ts";

export interface Generated {
  readonly id: string;
  /** Values that only the generator knows; the inputs are added to the state by the plugin. */
  readonly outputs: Properties;
}

export interface Imported extends Generated {
  /** Inputs that describe the imported value; what they leave out is at its default. */
  readonly inputs: Properties;
}

/** A kind of resource: what may be asked for, and how the value comes about. Inputs are plain and complete. */
export interface Kind {
  readonly fields: Fields;
  /** Names of `Generated.outputs`; at preview they are unknown. */
  readonly outputs: readonly string[];
  /** Outputs that are secret whatever the inputs are. */
  readonly secrets: readonly string[];
  /** The inputs with every default filled in, as they are stored and compared; unknown inputs stay unknown. */
  complete(inputs: Properties): Properties;
  /** What is wrong with the inputs taken together, by the property to change. */
  conflicts(inputs: Properties): readonly Failure[];
  generate(inputs: Properties): Generated;
  /** Reads an existing value from its import id; throws a Fault when it cannot be one. */
  import(id: string): Imported;
}

/** One input the program has to change: its path, and what it must be instead. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}
