import { wrapped } from "../screen.ts";
import { pad } from "../../../lib/table.ts";
import { codes, isBlind } from "../../../policy-packs/provenance/release/codes.ts";
import type {
  Failure,
  ImageEvidence,
  ReleaseVerdict,
} from "../../../policy-packs/provenance/release/model.ts";

/** A failure with what its code means and what to do. */
export interface SaidFailure extends Failure {
  readonly means: string;
  readonly fix: string;
}

export type Verdict = "done" | "refused" | "cannot tell";

/** One refusal that is certain outweighs whatever could not be looked at. */
export function verdictOf(failures: readonly Failure[]): Verdict {
  if (failures.length === 0) return "done";
  return failures.every(({ code }) => isBlind(code)) ? "cannot tell" : "refused";
}

/** Every failure of a release, in itself and in its images. */
export const allFailures = ({
  failures,
  images,
  thirdParty,
}: ReleaseVerdict): readonly Failure[] => [
  ...failures,
  ...[...images, ...thirdParty].flatMap((image) => image.failures),
];

export const withFix = (failure: Failure, environment: string): SaidFailure => {
  const { means, fix } = codes[failure.code];
  return { ...failure, means, fix: fix.replaceAll("<env>", environment) };
};

/** `registry/repository@8519…`, which is enough to tell digests apart. */
export const shortDigest = (image: string): string =>
  image.slice(image.indexOf("@sha256:") + 8).slice(0, 12);

/** `intelgraph/platform release.yml@main` of an identity; anything else as it is. */
export function shortSigner(signer: string): string {
  const [, repository, workflow, ref] =
    /^https:\/\/github\.com\/([^/]+\/[^/]+)\/\.github\/workflows\/([^@]+)@refs\/(?:heads|tags)\/(.+)$/.exec(
      signer,
    ) ?? [];
  return repository === undefined ? signer : `${repository} ${workflow ?? ""}@${ref ?? ""}`;
}

export const shortSource = ({ repository, commit }: NonNullable<ImageEvidence["source"]>): string =>
  `${repository.replace("https://github.com/", "")}@${commit.slice(0, 8)}`;

/** What speaks against something, under its name: code, message, and how to go on. */
export function failureLines(
  name: string,
  failures: readonly SaidFailure[],
  width: number,
): readonly string[] {
  const column = Math.max(...failures.map(({ code }) => code.length)) + 2;
  const lines = failures.flatMap(({ code, message, fix }) => {
    const indent = " ".repeat(4 + column);
    const columns = Math.max(40, Math.min(width, 120) - indent.length);
    const [first = "", ...rest] = wrapped(message, columns);
    const [how = "", ...more] = wrapped(fix, columns - 5);
    return [
      `    ${pad(code, column)}${first}`,
      ...rest.map((line) => `${indent}${line}`),
      `${indent}fix  ${how}`,
      ...more.map((line) => `${indent}     ${line}`),
    ];
  });
  return [`  ${name}`, ...lines];
}
