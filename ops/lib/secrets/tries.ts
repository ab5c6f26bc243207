/** Something that is tried until it is done. */
export interface Tries {
  /**
   * Tries now, and from then on again and again. Tries do not overlap: asked for while one is under way, another follows,
   * since what the first waited for may only have come after it had begun. Never rejects.
   */
  readonly begin: () => Promise<void>;
  /** Begins no other, and waits for the one under way. */
  readonly stop: () => Promise<void>;
}

/** Tries `once`, which says whether it is done, whenever somebody asks and every so many milliseconds from then on. */
export function triesOf(once: () => Promise<boolean>, everyMs: number): Tries {
  let done = false;
  let stopped = false;
  let asked = 0;
  let under: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const rounds = async () => {
    let answered: number;
    do {
      answered = asked;
      done = await once();
    } while (asked > answered && !done && !stopped);
    under = undefined;
    if (!done && !stopped) timer = setTimeout(() => void begin(), everyMs);
  };
  const begin = () => {
    if (done || stopped) return Promise.resolve();
    clearTimeout(timer);
    asked += 1;
    under ??= rounds();
    return under;
  };
  return {
    begin,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await under;
    },
  };
}
