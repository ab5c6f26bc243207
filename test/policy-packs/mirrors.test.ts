import { readFileSync } from "node:fs";
import { join } from "node:path";

import { subjectOf } from "../../policy-packs/lib/subject.ts";
import { imageRegistry } from "../../policy-packs/provenance/image-registry.ts";
import { container, deployment, DIGEST } from "./fixtures/workloads.ts";

const RULE = "provenance/image-registry";
const folder = join(import.meta.dirname, "../../policy-packs/all");

interface Settings {
  readonly allowedRegistries: readonly string[];
  readonly mirrors: readonly string[];
}

const mirrors = ["local", "dev", "stage", "prod", "pr"].flatMap((environment) => {
  const file = readFileSync(join(folder, `config.${environment}.json`), "utf8");
  const settings = (JSON.parse(file) as Readonly<Record<string, Settings>>)[RULE];
  return (settings?.mirrors ?? []).map((mirror) => ({ environment, mirror, settings }));
});

describe.each(mirrors)("the mirror $mirror of $environment", ({ mirror, settings }) => {
  const [at = "", source = ""] = mirror.split("=");
  const [host = "", ...path] = at.split("/");
  const within = path.map((segment) => `/${segment}`).join("");
  const judged = (name: string, given: object = { ...settings }) => {
    const image = `${name}@${DIGEST}`;
    const { name: logical, type, props } = deployment({ containers: [container({ image })] });
    const verdict = imageRegistry.verdict(subjectOf({ name: logical, type, props }), { ...given });
    return "findings" in verdict ? verdict.findings.length : undefined;
  };

  it("may be pulled from, and so may what it mirrors", () => {
    expect([`${at}/core/api`, `${source}/core/api`].map((name) => judged(name))).toEqual([0, 0]);
  });

  it.each([
    ["another path of its host", `${host}/elsewhere/core/api`],
    ["a path that only begins like it", `${at}-evil/core/api`],
    ["a host that only begins like it", `${host}.evil.example${within}/core/api`],
    ["a host that only ends like it", `evil-${host}${within}/core/api`],
    ["another port of its host", `${host}:5000${within}/core/api`],
    ["its name as the path of another host", `evil.example/${at}/core/api`],
    ["its name as a path of Docker Hub", `docker.io/${at.replace(/^[^/]*\./, "")}/core/api`],
  ])("does not open %s", (_, name) => {
    expect(judged(name)).toBe(1);
  });

  it("opens nothing once what it mirrors is not allowed", () => {
    const allowedRegistries = (settings?.allowedRegistries ?? []).filter((one) => one !== source);

    expect(judged(`${at}/core/api`, { ...settings, allowedRegistries })).toBe(1);
  });
});
