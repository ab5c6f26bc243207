import { argoCdFaults } from "../../../../components/delivery/argo-cd/faults.ts";
import { argoCdSecrets } from "../../../../components/delivery/argo-cd/secrets.ts";
import { highlyAvailable, single } from "../settings.ts";

const PART_OF = { "app.kubernetes.io/part-of": "argocd" };
const secret = (name: string, keys: readonly string[], labels: object = {}) => ({
  name,
  namespace: "argocd",
  labels: { ...PART_OF, ...labels },
  keys,
});

describe("sealed secrets that Argo CD needs", () => {
  it("are one for sessions in any case", () => {
    expect(argoCdSecrets(single)).toEqual([secret("argocd-secret", ["server.secretkey"])]);
  });

  it("are those of logins, messages and repositories besides, with the labels it looks for", () => {
    const type = "argocd.argoproj.io/secret-type";

    expect(argoCdSecrets(highlyAvailable)).toEqual([
      secret("argocd-secret", ["server.secretkey"]),
      secret("argocd-oidc", ["clientSecret"]),
      secret("argocd-notifications-secret", ["webhook-token"]),
      secret("argocd-repository-charts", ["type", "url", "sshPrivateKey"], {
        [type]: "repository",
      }),
      secret("argocd-repositories", ["type", "url", "username", "password"], {
        [type]: "repo-creds",
      }),
    ]);
    expect(
      argoCdSecrets({ ...single, credentials: [{ secret: "other", of: "cluster" }] })[1],
    ).toEqual(secret("other", ["name", "server", "config"], { [type]: "cluster" }));
  });

  it("are each for one thing", () => {
    const credentials = [{ secret: "argocd-secret", of: "repository" }] as const;

    expect(argoCdFaults({ ...single, credentials })).toEqual([
      {
        path: "credentials",
        says: 'two things are kept in the secret "argocd-secret"; give each a secret of its own',
      },
    ]);
  });
});
