import {
  type AccessRule,
  deployerRules,
  viewerRules,
} from "../../../components/environment/access-rules.ts";

const grants = (rules: readonly AccessRule[]) =>
  rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`)),
    ),
  );

describe("access rules", () => {
  it.each([
    ["viewer", viewerRules],
    ["deployer", deployerRules],
  ])("of the %s name every group, kind and verb, none by a wildcard", (_, rules) => {
    expect(grants(rules).filter((grant) => grant.includes("*"))).toEqual([]);
  });

  it("let the viewer look and nothing else", () => {
    const verbs = new Set(viewerRules.flatMap((rule) => rule.verbs));

    expect(verbs).toEqual(new Set(["get", "list", "watch"]));
  });

  it("let the deployer see all that the viewer sees", () => {
    const deployer = new Set(grants(deployerRules));

    expect(grants(viewerRules).filter((grant) => !deployer.has(grant))).toEqual([]);
  });

  it.each([
    "secrets",
    "roles",
    "rolebindings",
    "resourcequotas",
    "limitranges",
    "networkpolicies",
    "pods",
    "pods/exec",
    "pods/portforward",
    "serviceaccounts/token",
  ])("let nobody change %s", (resource) => {
    const changes = grants(deployerRules).filter(
      (grant) => grant.endsWith(`/${resource}`) && !/^(get|list|watch) /.test(grant),
    );

    expect(changes).toEqual([]);
  });

  it("let nobody read a Secret, and the viewer not even a sealed one", () => {
    const reading = (rules: readonly AccessRule[]) =>
      grants(rules).filter((grant) => /^get .*secrets$/.test(grant));

    expect(reading(viewerRules)).toEqual([]);
    expect(reading(deployerRules)).toEqual(["get bitnami.com/sealedsecrets"]);
  });

  it("let nobody delete a volume claim or many things at once", () => {
    const deletions = grants(deployerRules).filter((grant) =>
      /deletecollection|^delete \/persistentvolumeclaims/.test(grant),
    );

    expect(deletions).toEqual([]);
  });

  it("let the deployer do what bringing a chart in takes", () => {
    const needed = ["deployments", "statefulsets"]
      .map((kind) => `patch apps/${kind}`)
      .concat("patch argoproj.io/rollouts", "patch argoproj.io/rollouts/status")
      .concat("create batch/jobs", "create /configmaps", "get /pods/log");

    expect(needed.filter((grant) => !grants(deployerRules).includes(grant))).toEqual([]);
  });
});
