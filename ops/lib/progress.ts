import type { OpsEvent } from "./events.ts";
import type { Screen } from "./screen.ts";
import { stepOf } from "./steps.ts";

/** Milliseconds between two lines where a line cannot be redrawn. */
const pause = 15_000;

const words: Readonly<Record<string, string>> = {
  create: "creating",
  update: "updating",
  replace: "replacing",
  "create-replacement": "replacing",
  delete: "deleting",
  "delete-replaced": "deleting",
  read: "reading",
  refresh: "reading",
  import: "importing",
};

export interface Progress {
  readonly screen: Screen;
  readonly label: string;
  /** How many resources will be changed; undefined when nobody knows yet. */
  readonly total: number | undefined;
  readonly now: () => Date;
}

/** Shows how far a run is: one line redrawn in place, or now and then a plain one. */
export function progress({ screen, label, total, now }: Progress): (event: OpsEvent) => void {
  let done = 0;
  let shown = now().getTime();
  const far = () => (total === undefined ? `${done}` : `${done}/${total}`);
  return ({ resourcePreEvent: begun, resOutputsEvent: ended }) => {
    if (begun) {
      const { op, label: resource } = stepOf(begun.metadata);
      if (words[op]) screen.status(label, `${far()}  ${words[op]} ${resource}`);
    }
    if (ended) {
      const { op, counted } = stepOf(ended.metadata);
      if (counted && op !== "same") done += 1;
      if (screen.motion || total === undefined || now().getTime() - shown < pause) return;
      shown = now().getTime();
      screen.row(label, `${far()} so far`);
    }
  };
}
