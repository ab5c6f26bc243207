import type { Properties } from "../../lib/struct.ts";
import type { Client } from "../api/client.ts";

/** What a judge may look at besides the object. */
export interface Scene {
  readonly client: Client;
}

export interface Verdict {
  readonly ready: boolean;
  /** What it is waiting for just now, for the person at the screen. */
  readonly waitingFor: string;
  /** What keeps it from being ready, one line each; asked for when there is no more time. */
  readonly reasons?: () => Promise<readonly string[]>;
  /** It will not become ready any more. */
  readonly failed?: boolean;
}

/** Says whether an object is ready. */
export type Judge = (object: Properties, scene: Scene) => Verdict | Promise<Verdict>;

export const READY: Verdict = { ready: true, waitingFor: "" };
