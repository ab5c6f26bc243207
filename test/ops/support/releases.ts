import { readFileSync } from "node:fs";

import type { Outcome } from "../../../ops/lib/outcome.ts";
import {
  RELEASE_DAY,
  releaseFixture,
  type ReleaseFixture,
  type ReleaseOptions,
} from "../../support/release.ts";

const screen = {
  width: 120,
  motion: false,
  row: () => undefined,
  lines: () => undefined,
  status: () => undefined,
  paint: (_: unknown, text: string) => text,
};

/** The end of the screen of a command, at 120 columns. */
export const screenOf = ({ screen: lines }: Outcome): readonly string[] => lines(screen);

export const fileAt = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** The checkout in which a command finds the release. */
export const portsOf = ({ folder }: ReleaseFixture, now = RELEASE_DAY) => ({
  root: folder,
  now: () => now,
});

/** Makes releases for the tests of a file, each removed after its test. */
export function releases(): (options?: ReleaseOptions) => ReleaseFixture {
  const made: ReleaseFixture[] = [];
  afterEach(() => {
    for (const fixture of made.splice(0)) fixture.dispose();
  });
  return (options) => {
    const fixture = releaseFixture(options);
    made.push(fixture);
    return fixture;
  };
}
