import { finding } from "../lib/finding.ts";
import { nistContainers } from "../lib/frameworks.ts";
import { celOfReference } from "../lib/image.ts";
import { eachImage, type NamedImage } from "../lib/images.ts";
import { judgePods } from "../lib/pod-template.ts";
import { remember } from "../lib/remember.ts";
import { resourceRule } from "../lib/rule.ts";

interface Settings {
  readonly mutableTags: readonly string[];
  readonly versionParts: number;
}

/** The tag beside a digest is what people read: it names one release, and keeps naming it. */
export const imageTag = resourceRule<Settings>({
  pack: "provenance",
  name: "image-tag",
  severity: "medium",
  level: "mandatory",
  description:
    "A tag, also one beside a digest, is none that is moved from release to release, such as latest, main or 1.29.",
  remediation: "name the whole version beside the digest, such as 1.29.3, or no tag at all",
  framework: nistContainers("4.2.2 Stale images in registries"),
  options: {
    mutableTags: {
      type: "array",
      description:
        "Tags that are moved, whatever the case of their letters, alone and in front of a dash: `latest` stands for `latest-alpine` too.",
      default: [
        ...["latest", "stable", "edge", "nightly", "snapshot", "canary", "next", "release"],
        ...["main", "master", "trunk", "head", "dev", "develop", "development"],
        ...["test", "staging", "stage", "prod", "production"],
      ],
      items: { type: "string", pattern: "^[a-z0-9_][a-z0-9_.-]*$" },
      uniqueItems: true,
    },
    versionParts: {
      type: "integer",
      description:
        "Numbers that a tag which is a version has at least: of 3, `1.29` and `v1-alpine` are refused; 1 refuses none.",
      default: 3,
      minimum: 1,
    },
  },
  judge: (subject, settings) => {
    const moved = movedBy(settings);
    return judgePods(subject, (pod) =>
      eachImage(pod, ({ label, text, reference: { tag } }: NamedImage) => {
        if (tag === undefined || !moved.test(`:${tag.toLowerCase()}`)) return [];
        const said = `${label} uses image ${JSON.stringify(text)}`;
        return [
          finding(`${said}, whose tag ${JSON.stringify(tag)} is moved from release to release`),
        ];
      }),
    );
  },
  admission: {
    match: "pods",
    validations: (settings) => [
      {
        expression: `variables.images.all(i, ${celOfReference("i")} && !i.split('@')[0].lowerAscii().matches(r'${patternOf(settings)}'))`,
        message: "an image names a tag that is moved from release to release",
      },
    ],
  },
});

const movedBy = remember((settings: Settings) => new RegExp(patternOf(settings)));

/** Over a name that ends in a colon and its tag, in small letters; both regular expressions and RE2 read it. */
function patternOf({ mutableTags, versionParts }: Settings): string {
  const words = mutableTags.map((tag) => tag.replaceAll(".", String.raw`\.`));
  const short = String.raw`v?[0-9]+(?:\.[0-9]+){0,${versionParts - 2}}`;
  const tags = [...words, ...(versionParts > 1 ? [short] : [])];
  return tags.length === 0 ? "^$" : `:(?:${tags.join("|")})(?:-[^:/]*)?$`;
}
