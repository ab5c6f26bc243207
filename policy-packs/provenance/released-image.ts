import { celTexts } from "../lib/admission.ts";
import { type Given, type Options, settingsOf } from "../lib/config.ts";
import { cannotTell, type Finding, finding } from "../lib/finding.ts";
import { slsa } from "../lib/frameworks.ts";
import { celOfReference } from "../lib/image.ts";
import { eachImage, type NamedImage } from "../lib/images.ts";
import { judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { MIRROR_PATTERN, mirroredNames } from "./prefixes.ts";
import {
  NO_RELEASE,
  type Released,
  releasedBy,
  releaseOptions,
  type ReleaseSettings,
  said,
} from "./released.ts";

interface Settings extends ReleaseSettings {
  readonly mirrors: readonly string[];
}

const options: Options<Settings> = {
  ...releaseOptions,
  mirrors: {
    type: "array",
    description:
      "Mirrors as `<prefix of the mirror>=<prefix of what it mirrors>`; a released image may be named by its mirror.",
    default: [],
    items: { type: "string", pattern: MIRROR_PATTERN },
    uniqueItems: true,
  },
};

/** What runs in an environment is what was released to it, and nothing that came by another way. */
export const releasedImage = resourceRule<Settings>({
  pack: "provenance",
  name: "released-image",
  severity: "critical",
  level: "mandatory",
  description:
    "Every image is in the environment's release, or among its third-party images, by evidence that verifies.",
  remediation:
    "release the image (ops release add, or ops promote from the environment before), then see what ops release verify <env> says",
  framework: slsa("Verifying artifacts"),
  options,
  judge: (subject, settings, now) =>
    judgePods(subject, (pod) => {
      const released = releasedBy(settings, now);
      if (released === undefined) return [cannotTell(NO_RELEASE)];
      const names = namesOf(released, settings.mirrors);
      return eachImage(pod, (image) => judge(image, released, names));
    }),
  admission: {
    match: "pods",
    validations: (settings, now) => {
      const released = releasedBy(settings, now);
      const names = released === undefined ? [] : [...namesOf(released, settings.mirrors)];
      const listed = names.length === 0 ? "false" : `${CEL_NAME} in ${celTexts(names)}`;
      return [
        {
          expression: `variables.images.all(i, ${celOfReference("i")} && ${listed})`,
          message: `an image is not in the release of ${released?.verdict.environment ?? "this environment, which names none"}`,
        },
      ];
    },
  },
});

/**
 * Why images that the release names are not on the list that the API server is given, one line each; also when a release
 * that cannot be read may name some. None for a release without images.
 */
export function lostImages(given: Given, now: Date): readonly string[] {
  const released = releasedBy(settingsOf(options, given), now);
  if (released === undefined) return [];
  const { verdict, unusable, unverified } = released;
  const empty = verdict.images.length + verdict.thirdParty.length === 0;
  const whole = unusable.filter(({ about }) => !empty || about === "release");
  const single = [...unverified].flatMap(([image, failures]) =>
    failures.map((failure) => said(`image ${image}: `, failure, verdict)),
  );
  const all = [
    ...whole.map((failure) => said(`release of ${verdict.environment}: `, failure, verdict)),
    ...single,
  ];
  return all.map(({ message }) => message);
}

function judge(
  { label, text }: NamedImage,
  { verdict, unusable, unverified }: Released,
  names: ReadonlySet<string>,
): Finding[] {
  if (names.has(nameOf(text))) return [];
  const uses = `${label} uses image ${JSON.stringify(text)}`;
  const release = `the release of ${verdict.environment}`;
  const [failure] = unusable;
  if (failure !== undefined)
    return [said(`${uses}, and ${release} is of no use: `, failure, verdict)];
  return [
    finding(
      unverified.has(nameOf(text))
        ? `${uses}, which is in ${release} without evidence that verifies [image-not-verified]`
        : `${uses}, which is not in ${release} [image-not-released]`,
    ),
  ];
}

/** The images of a release under every name they may have: one release and one list of mirrors in a process, as a rule. */
function namesOf(released: Released, mirrors: readonly string[]): ReadonlySet<string> {
  if (last?.released === released && last.mirrors === mirrors) return last.names;
  const names = new Set(mirroredNames(released.verified, mirrors));
  last = { released, mirrors, names };
  return names;
}

let last: { released: Released; mirrors: readonly string[]; names: Set<string> } | undefined;

/** A reference without its tag, as it is written; "" in front of the digest where it names no registry. */
function nameOf(text: string): string {
  const [name = "", digest = ""] = text.split("@");
  return `${/^.*\/[^:/]*/.exec(name)?.[0] ?? ""}@${digest}`;
}

/** The same of `i`, in CEL. */
const CEL_NAME =
  "i.split('@')[0].find(r'^.*/[^:/]*') + '@' + (i.contains('@') ? i.split('@')[1] : '')";
