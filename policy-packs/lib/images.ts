import { CannotTell, each, type Finding } from "./finding.ts";
import { type ImageReference, parseImage } from "./image.ts";
import { eachContainer, type Pod, prefixOf } from "./pod-template.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt } from "./values.ts";

/** An image that a pod brings in. */
export interface NamedImage {
  /** Who brings it in: `container "api"`, `volume "models"`. */
  readonly label: string;
  /** As it is written. */
  readonly text: string;
  readonly reference: ImageReference;
}

/** Judges image by image: those of all containers, and those mounted as volumes. */
export function* eachImage(
  pod: Pod,
  judge: (image: NamedImage) => Iterable<Finding>,
): Iterable<Finding> {
  yield* eachContainer(pod, ({ label, props }) => judge(imageOf(label, props, "image")));
  const prefix = prefixOf(pod);
  const volumes = elements(pod.spec, "volumes").map((volume) => ({
    where: `${prefix}${volume.where}`,
    read: volume.read,
  }));
  yield* each(volumes, (volume) => {
    if (!isRecord(volume) || isAbsent(field(volume, "image"))) return [];
    const label = `${prefix}volume ${JSON.stringify(field(volume, "name") ?? "")}`;
    return each(
      [{ where: label, read: () => imageOf(label, volume, "image", "reference") }],
      judge,
    );
  });
}

function imageOf(label: string, props: Props, ...path: readonly string[]): NamedImage {
  const text = textAt(props, ...path);
  if (text === undefined) throw new CannotTell("no image is named yet");
  const reference = parseImage(text);
  if (reference === undefined)
    throw new CannotTell(`${JSON.stringify(text)} is not an image reference`);
  return { label, text, reference };
}
