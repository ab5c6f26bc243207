import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readCertificate } from "../../lib/sealing/certificate.ts";
import { declaredFor, partsOf } from "../../lib/sealing/declared.ts";
import { declarations } from "../../lib/sealing/read.ts";
import { sealedText } from "../../ops/lib/secrets/sealed-text.ts";
import type { SealedSettings } from "../../stacks/sealed.ts";

const ROOT = join(import.meta.dirname, "../..");
const CERTIFICATE = "test/fixtures/sealing/sealing.crt";
/** As long as something sealed for that certificate; nobody has the key to it. */
const NOTHING = Buffer.concat([Buffer.from([0x02, 0x00]), Buffer.alloc(512 + 32)]);

/** Everything declared for an environment, as if it had been sealed for a certificate whose key nobody has. */
export function sealedOf(environment: string, now = new Date("2026-12-01")): SealedSettings {
  const certificate = readCertificate(readFileSync(join(ROOT, CERTIFICATE), "utf8"), CERTIFICATE);
  const secrets = declaredFor(declarations(ROOT), environment).map(([address, declared]) => {
    const { namespace, name } = partsOf(address);
    const keys = Object.keys(declared.keys);
    const each = (value: string) => Object.fromEntries(keys.map((key) => [key, value]));
    const content = sealedText({
      namespace,
      name,
      scope: declared.scope,
      certificate: certificate.fingerprint,
      digests: each(`hmac-sha256:${"0".repeat(64)}`),
      sealedAt: new Date("2026-11-30"),
      type: declared.type,
      labels: declared.labels,
      encryptedData: each(NOTHING.toString("base64")),
    });
    const sealed = { path: `secrets/${environment}/${namespace}.${name}.yaml`, content };
    const args = { namespace, secretName: name, sealed, certificate, environment, now, declared };
    return [address, args] as const;
  });
  return { certificate, secrets: new Map(secrets) };
}
