import { z } from "zod";
import { choice, dnsLabel, flag, section, text } from "../fields.ts";
import {
  addresses,
  duration,
  exposure,
  groups,
  httpsAddress,
  oneForm,
  replicas,
  secretKey,
} from "./fields.ts";

/** One of each, or several of what upstream can run twice. */
const availability = oneForm(
  "mode",
  [
    section({ mode: z.literal("single") }, "how many there are of each part"),
    section(
      {
        mode: z.literal("ha"),
        replicas: section(
          {
            server: replicas(2),
            repoServer: replicas(2),
            applicationSetController: replicas(2),
          },
          "pods of what may run more than once",
        ),
      },
      "how many there are of each part",
    ),
  ],
  "how many there are of each part",
);

const sso = oneForm(
  "kind",
  [
    section({ kind: z.literal("none") }, "who says who somebody is"),
    section(
      {
        kind: z.literal("oidc"),
        name: text(/\S/, { is: "a name", means: "what the button says", example: "IntelGraph" }),
        issuer: httpsAddress("the issuer of tokens", "https://id.intelgraph.example"),
        clientId: text(/^\S+$/, {
          is: "an identifier",
          means: "how it is known there",
          example: "argocd",
        }),
        clientSecret: secretKey("its credential there"),
        addresses: addresses("where the issuer is reached"),
      },
      "who says who somebody is",
    ),
  ],
  "who says who somebody is",
);

const notifications = oneForm(
  "kind",
  [
    section({ kind: z.literal("none") }, "who hears of what happens to applications"),
    section(
      {
        kind: z.literal("webhook"),
        name: dnsLabel("how triggers name it", "delivery-events"),
        url: httpsAddress("what is called", "https://events.intelgraph.example/argocd"),
        tokenKey: text(/^[-._a-zA-Z0-9]+$/, {
          is: "a key",
          means: "the key of argocd-notifications-secret with the token",
          example: "delivery-events-token",
        }),
        addresses: addresses("where it is reached"),
      },
      "who hears of what happens to applications",
    ),
  ],
  "who hears of what happens to applications",
);

/** What differs between environments about Argo CD. */
export const argoCdSchema = section(
  {
    availability,
    exposure: exposure("argocd-tls"),
    admin: flag("whether the built-in account may log in", false),
    sso,
    access: section(
      {
        everybody: choice(["readonly", "nothing"], "what everybody who is logged in may"),
        deployers: z.record(z.string(), groups),
        admins: groups,
      },
      "who may do what",
    ),
    reconciliation: duration("the time between two looks at the sources", "180s"),
    notifications,
    sources: addresses("where Git and chart repositories are reached"),
  },
  "Argo CD",
);
