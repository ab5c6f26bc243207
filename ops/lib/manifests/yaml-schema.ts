import {
  boolYaml11Tag,
  CORE_SCHEMA,
  defineScalarTag,
  floatCoreTag,
  intCoreTag,
  mergeTag,
  NOT_RESOLVED,
} from "js-yaml";

const FORMS = /^[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/;
const BASES: Readonly<Record<string, number>> = { "0b": 2, "0o": 8, "0x": 16 };

function integer(source: string): number | typeof NOT_RESOLVED {
  const plain = source.replaceAll("_", "");
  if (!FORMS.test(plain)) return NOT_RESOLVED;
  const sign = plain.startsWith("-") ? -1 : 1;
  const digits = plain.replace(/^[-+]/, "");
  const base = BASES[digits.slice(0, 2)];
  if (base !== undefined) return sign * parseInt(digits.slice(2), base);
  return sign * parseInt(digits, digits.length > 1 && digits.startsWith("0") ? 8 : 10);
}

/** Octal as `0644`, digits in groups as `1_000`; sums of sixties are texts. */
const intTag = defineScalarTag<number>(intCoreTag.tagName, {
  ...intCoreTag,
  resolve: (source) => integer(source),
});

const floatTag = defineScalarTag<number>(floatCoreTag.tagName, {
  ...floatCoreTag,
  resolve: (source, explicit, name) =>
    floatCoreTag.resolve(source.replaceAll("_", ""), explicit, name),
});

/**
 * Plain scalars as the API server's YAML reads them (sigs.k8s.io/yaml over go-yaml 2): YAML 1.1 booleans, so that
 * `hostNetwork: yes` is true here too, numbers as Go writes them, merge keys; timestamps stay texts.
 */
export const kubernetesSchema = CORE_SCHEMA.withTags(mergeTag, boolYaml11Tag, intTag, floatTag);
