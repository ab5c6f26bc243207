import { type Code, codes, isBlind } from "../../../policy-packs/provenance/release/codes.ts";
import type {
  ReleaseFile,
  ReleaseVerdict,
} from "../../../policy-packs/provenance/release/model.ts";
import { isSoaked, type PromotionPlan, type Soak } from "./plan.ts";

/** Why a release is not promoted. */
export interface Refusal {
  /** @default undefined: it is about the release as a whole */
  readonly service?: string;
  readonly code: Code | keyof typeof OWN;
  readonly message: string;
  readonly fix: string;
}

/** What only a promotion can fall short of, and what to do about it. */
const OWN = {
  "nothing-released": "release something there first: ops release add",
  "soak-not-met": "promote it once it has run long enough",
  "soak-unknown": "find out who wrote that time into the release file, and correct it",
  "release-changed-meanwhile": "run it again, and let nobody write release files meanwhile",
} as const;

/**
 * Everything that speaks against a promotion: evidence that the trust file of the target does not accept, today, and
 * images that have not run long enough where they come from.
 *
 * @param verdict of the source's release under the trust file of the target
 */
export function refusalsOf(
  from: ReleaseFile,
  { changes, release }: PromotionPlan,
  verdict: ReleaseVerdict,
  now: Date,
): readonly Refusal[] {
  const { environment } = from;
  const refusals: Refusal[] = [];
  const own = (code: keyof typeof OWN, message: string, service?: string) => {
    const about = service === undefined ? {} : { service };
    refusals.push({ ...about, code, message, fix: OWN[code] });
  };
  if (Object.keys(from.services).length === 0) {
    own("nothing-released", `the release of ${environment} names no service`);
  }
  for (const { code, message } of verdict.failures) {
    refusals.push({ code, message, fix: fixIn(code, release) });
  }
  for (const { service, failures } of [...verdict.images, ...verdict.thirdParty]) {
    for (const { code, message } of failures) {
      refusals.push({ service, code, message, fix: fixIn(code, release) });
    }
  }
  if (verdict.failures.length === 0 && !judgesAll(from, verdict)) {
    own(
      "release-changed-meanwhile",
      `the release of ${environment} is another one than was verified`,
    );
  }
  for (const { service, soak } of changes) {
    if (soak === undefined || isSoaked(soak, now)) continue;
    if (soak.hours >= 0) own("soak-not-met", soakText(soak, environment), service);
    else
      own("soak-unknown", `is in ${environment} since ${soak.since}, which has not come`, service);
  }
  return refusals;
}

/** The next step, with the trust file of the target. */
const fixIn = (code: Code, { environment }: ReleaseFile): string =>
  codes[code].fix.replaceAll("<env>", environment);

/** Whether it only says that nobody could look. */
export const isUnseen = ({ code }: Refusal): boolean => code in codes && isBlind(code as Code);

export const soakText = ({ hours, needed }: Soak, environment: string): string =>
  `has run ${hours} of ${needed} h in ${environment}`;

/** Whether every service was looked at, with the image that is about to be promoted. */
function judgesAll({ services }: ReleaseFile, { images }: ReleaseVerdict): boolean {
  const looked = images.map(({ service, image }) => `${service} ${image}`).sort();
  const meant = Object.entries(services).map(([service, { image }]) => `${service} ${image}`);
  return looked.join("\n") === meant.sort().join("\n");
}
