import { nsaHardening } from "../lib/frameworks.ts";
import { resourceRule } from "../lib/rule.ts";
import { TOKEN_REASON } from "../pod-security/service-account-token.ts";
import { credentialIn } from "./detect.ts";
import { isNamedSecret } from "./names.ts";
import { judgeObjects, type Placed } from "./objects.ts";
import { isJudgedByPlace, lookThrough, type Text } from "./texts.ts";

/**
 * Credentials turn up wherever a text can stand: in annotations, values of charts, custom resources.
 *
 * Env, command and arguments of containers and the data of ConfigMaps have rules of their own, which the API server
 * judges too; sealed data is never looked at.
 */
export const noCredentialFields = resourceRule({
  pack: "secrets",
  name: "no-credential-fields",
  severity: "high",
  level: "mandatory",
  description:
    "No annotation, label or other text of any object holds a credential, known by its format or by its name.",
  remediation:
    "keep the credential in a SealedSecret and refer to it; revoke the one that was written out",
  framework: nsaHardening("Protecting sensitive cloud infrastructure: Secrets"),
  options: {},
  judge: (subject) => judgeObjects(subject, judge),
  admission: { absent: "texts stand at any depth, and CEL does not descend" },
});

function judge(placed: Placed) {
  const { group, kind } = placed.object;
  const binary = group === "" && kind === "ConfigMap" ? "binaryData" : undefined;
  const look = ({ name, text, way }: Text) => {
    const found = credentialIn(way[0] === binary ? decoded(text) : text);
    if (found !== undefined) return `holds ${found}`;
    // What a pod needs its token for is a sentence that another rule asks for.
    if (name === TOKEN_REASON || !isNamedSecret(name, text)) return undefined;
    return "is written out, and its name says that it is a credential";
  };
  return lookThrough(placed, look, isJudgedByPlace);
}

const decoded = (text: string): string => Buffer.from(text, "base64").toString("latin1");
