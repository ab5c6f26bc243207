import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { rules } from "../../../policy-packs/all/rules.ts";
import { finding } from "../../../policy-packs/lib/finding.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import {
  daysLeft,
  isExpired,
  patternOf,
  readWaivers,
  readWaiversFile,
  registered,
  waive,
  type Waiver,
} from "../../../policy-packs/lib/waivers.ts";

const policies = ["resource-limits/container-resources", "provenance/image-digest"];
const now = new Date("2026-10-01T12:00:00Z");
const whole: Waiver = {
  policy: "resource-limits/container-resources",
  resource: "Deployment core/api",
  reason: "the vendor's chart takes no limits before 4.2",
  owner: "graph-team",
  ticket: "INT-42",
  expires: "2026-12-30",
};

const read = (text: string, at = now) => readWaivers(text, policies, at);
const readAll = (...entries: unknown[]) => read(JSON.stringify({ waivers: entries }));
const faultsOf = (difference: object) => readAll({ ...whole, ...difference }).faults;

describe("a file of waivers", () => {
  it("holds what it says when nothing is wrong", () => {
    const other = { ...whole, resource: "* core/api-*" };

    expect(readAll(whole, other)).toEqual({ waivers: [whole, other], faults: [] });
    expect(read("waivers: []")).toEqual({ waivers: [], faults: [] });
  });

  it("may say a day as YAML writes it, without quotes", () => {
    const lines = Object.entries(whole).map(([key, value]) => `    ${key}: ${value}`);

    expect(read(`waivers:\n  -\n${lines.join("\n")}\n`)).toEqual({ waivers: [whole], faults: [] });
  });

  const shape = 'does not hold one key "waivers" with a list; an empty one says "waivers: []"';

  it.each([
    ["", /^is not YAML: expected a document/],
    ["# nothing\n", /^is not YAML: expected a document/],
    ["[]", shape],
    ["waivers:", shape],
    ["waivers: {}", shape],
    ["waivers: []\nwaiver: []", shape],
    ["waivers: []\nwaivers: []", "is not YAML: duplicated mapping key (2:1)"],
    ["waivers: [", /^is not YAML: .*\(1:11\)|^is not YAML: .*\(2:1\)/],
    ["waivers: []\n---\nwaivers: []", /^is not YAML: expected a single document/],
    ["waivers: !!timestamp 2026-12-31", /^is not YAML: unknown .*tag/],
    ["\0\u0001\u0002", /^is not YAML: /],
    [`waivers: []\n#${"x".repeat(262_144)}`, "is longer than 256 KiB; remove what has expired"],
  ])("is refused as a whole when it is %j", (text, fault) => {
    const { waivers, faults } = read(text);

    expect(waivers).toEqual([]);
    expect(faults).toEqual([
      typeof fault === "string" ? fault : (expect.stringMatching(fault) as string),
    ]);
  });

  it("is not blown up by anchors", () => {
    const bomb = Array.from({ length: 20 }, (_, i) =>
      i === 0 ? "&a0 [x, x]" : `&a${i} [*a${i - 1}, *a${i - 1}]`,
    );
    const { waivers, faults } = read(`waivers: [${bomb.join(", ")}]`);

    expect(waivers).toEqual([]);
    expect(faults).toHaveLength(20);
    expect(faults[19]).toBe(
      "waivers[19] is no mapping with the keys policy, resource, reason, owner, ticket, expires",
    );
  });

  it("is a fault when it cannot be read", () => {
    expect(readWaiversFile("/nowhere/waivers.yaml", policies, now)).toEqual({
      waivers: [],
      faults: ['cannot be read (ENOENT); restore it, an empty one says "waivers: []"'],
    });
  });

  it("is read from where it is", () => {
    const folder = mkdtempSync(join(tmpdir(), "intelgraph-waivers-"));
    const file = join(folder, "waivers.yaml");
    writeFileSync(file, JSON.stringify({ waivers: [whole] }));

    expect(readWaiversFile(file, policies, now).waivers).toEqual([whole]);
    rmSync(folder, { recursive: true });
  });

  it("of this repository has no fault", () => {
    expect(() => registered(rules.map(policyName), new Date())).not.toThrow();
  });
});

describe("one waiver", () => {
  it.each([
    ["policy", ".policy: missing; name the rule as refusals do, <pack>/<rule>"],
    [
      "resource",
      '.resource: missing; name the resource as refusals do, like "Deployment core/api"',
    ],
    ["reason", ".reason: missing; say why it cannot be mended now"],
    ["owner", ".owner: missing; name the team that mends it"],
    ["ticket", ".ticket: missing; name the ticket under which it is mended"],
    ["expires", ".expires: missing; name the last day on which it holds, at most 90 days ahead"],
  ])("says %s, null or left out is a fault", (key, fault) => {
    expect(faultsOf({ [key]: undefined })).toEqual([`waivers[0]${fault}`]);
    expect(faultsOf({ [key]: null })).toEqual([`waivers[0]${fault}`]);
  });

  it.each([
    [{ reason: "" }, '.reason: "" is no text of one line; say why it cannot be mended now'],
    [{ reason: "  " }, '.reason: "  " is no text of one line; say why it cannot be mended now'],
    [{ owner: "a\nb" }, '.owner: "a\\nb" is no text of one line; name the team that mends it'],
    [
      { owner: "a\u001b[2J" },
      '.owner: "a\\u001b[2J" is no text of one line; name the team that mends it',
    ],
    [
      { ticket: "a\u2028" },
      '.ticket: "a\u2028" is no text of one line; name the ticket under which it is mended',
    ],
    [{ ticket: 42 }, ".ticket: 42 is no text; put it in quotes"],
    [{ reason: ["a"] }, '.reason: ["a"] is no text; put it in quotes'],
    [{ owner: true }, ".owner: true is no text; put it in quotes"],
    [{ owner: "graph) (team" }, '.owner: "graph) (team" holds a bracket; name a team'],
    [{ ticket: "INT 42" }, '.ticket: "INT 42" holds a blank or bracket; name a ticket'],
    [{ ticket: "INT)" }, '.ticket: "INT)" holds a blank or bracket; name a ticket'],
    [{ expiry: "x" }, ': unknown key "expiry"; did you mean expires?'],
    [
      { zone: "x" },
      ': unknown key "zone"; known: policy, resource, reason, owner, ticket, expires',
    ],
    [
      { policy: "provenance/image-digests" },
      '.policy: "provenance/image-digests" is no rule; did you mean provenance/image-digest?',
    ],
    [{ policy: "*" }, '.policy: "*" is no rule; docs/policies.md lists them'],
    [
      { policy: "resource-limits/*" },
      '.policy: "resource-limits/*" is no rule; docs/policies.md lists them',
    ],
  ])("with %j has a fault", (difference, fault) => {
    expect(faultsOf(difference)).toEqual([`waivers[0]${fault}`]);
  });

  it("may have a reason of 300 characters and no more", () => {
    expect(faultsOf({ reason: "x".repeat(300) })).toEqual([]);
    expect(faultsOf({ reason: "x".repeat(301) })).toEqual([
      `waivers[0].reason: "${"x".repeat(79)} is no text of one line; say why it cannot be mended now`,
    ]);
  });

  it.each([
    "Deployment core/api",
    "Deployment core/*",
    "Namespace core",
    "* core/api",
    "Stateful* core/a.b",
  ])("may name the resource %j", (resource) => {
    expect(faultsOf({ resource })).toEqual([]);
  });

  it.each([
    "core/api",
    "deployment core/api",
    "the stack",
    "Deployment  core/api",
    "Deployment core/api/x",
    "Deployment core/",
    "Deployment /api",
    " Deployment core/api",
    "Deployment core/api ",
    "*",
  ])("may not name the resource %j", (resource) => {
    expect(faultsOf({ resource })).toEqual([
      `waivers[0].resource: ${JSON.stringify(resource)} is not like "Deployment core/api"; write kind, blank, namespace/name`,
    ]);
  });

  it.each(["Deployment *", "Deployment */*", "* **/*", "* *"])(
    "may not be about everything: %j",
    (resource) => {
      expect(faultsOf({ resource })).toEqual([
        `waivers[0].resource: ${JSON.stringify(resource)} is every resource of a kind; name a namespace or a part of a name`,
      ]);
    },
  );

  it.each([
    "2026-02-30",
    "2026-13-01",
    "2025-02-29",
    "2026-1-1",
    "31.12.2026",
    "2026-12-30T00:00:00Z",
    "tomorrow",
    " 2026-12-30",
  ])("may not expire on %j", (expires) => {
    expect(faultsOf({ expires })).toEqual([
      `waivers[0].expires: ${JSON.stringify(expires)} is no day; write it like "2026-12-31"`,
    ]);
  });

  it.each(["2026-10-01T00:00:00.000Z", "2026-10-01T23:59:59.999Z"])(
    "may be granted for 90 days and no day more, at %s",
    (time) => {
      const at = (expires: string) =>
        read(JSON.stringify({ waivers: [{ ...whole, expires }] }), new Date(time)).faults;

      expect(at("2026-12-30")).toEqual([]);
      expect(at("2026-12-31")).toEqual([
        'waivers[0].expires: "2026-12-31" is more than 90 days ahead; 2026-12-30 is the latest',
      ]);
    },
  );

  it("is no fault once it has expired", () => {
    expect(faultsOf({ expires: "2020-02-29" })).toEqual([]);
  });
});

describe("the faults of a file", () => {
  it("come all at once, and with a fault no waiver holds", () => {
    const { waivers, faults } = readAll(
      whole,
      { ...whole, policy: "x", expires: "2027-01-01", zone: 1 },
      "text",
      {},
    );

    expect(waivers).toEqual([]);
    expect(faults.map((fault) => fault.replace(/;.*/, ""))).toEqual([
      'waivers[1]: unknown key "zone"',
      'waivers[1].policy: "x" is no rule',
      'waivers[1].expires: "2027-01-01" is more than 90 days ahead',
      "waivers[2] is no mapping with the keys policy, resource, reason, owner, ticket, expires",
      "waivers[3].policy: missing",
      "waivers[3].resource: missing",
      "waivers[3].reason: missing",
      "waivers[3].owner: missing",
      "waivers[3].ticket: missing",
      "waivers[3].expires: missing",
    ]);
  });

  it("include a second waiver for the same policy and resource", () => {
    const again = { ...whole, ticket: "INT-43", expires: "2026-11-01" };

    expect(readAll(whole, { ...whole, policy: "provenance/image-digest" }, again).faults).toEqual([
      "waivers[2]: repeats waivers[0], the same policy and resource; keep one",
    ]);
  });
});

describe("the last day of a waiver", () => {
  const last = { ...whole, expires: "2026-10-01" };

  it.each([
    ["2026-09-30T23:59:59.999Z", false, 1],
    ["2026-10-01T00:00:00.000Z", false, 0],
    ["2026-10-01T23:59:59.999Z", false, 0],
    ["2026-10-02T00:00:00.000Z", true, -1],
    ["2026-10-03T01:00:00.000Z", true, -2],
  ])("at %s: expired %s, %d days left", (time, expired, left) => {
    expect(isExpired(last, new Date(time))).toBe(expired);
    expect(daysLeft(last, new Date(time))).toBe(left);
  });

  it("is over for a day that does not exist", () => {
    expect(isExpired({ ...whole, expires: "2026-02-30" }, now)).toBe(true);
  });
});

describe("the resources that a waiver is about", () => {
  const covered = (resource: string, identity: string) =>
    new RegExp(patternOf({ ...whole, resource })).test(identity);

  it.each([
    ["Deployment core/api", "Deployment core/api"],
    ["Deployment core/*", "Deployment core/api"],
    ["Deployment core/api*", "Deployment core/api"],
    ["Deployment core/*-*", "Deployment core/api-v1.2"],
    ["* core/api", "StatefulSet core/api"],
    ["Deployment */api", "Deployment core/api"],
    ["Role core/a.b+c(d)[e]{f}^$|\\?", "Role core/a.b+c(d)[e]{f}^$|\\?"],
  ])("%j covers %j", (resource, identity) => {
    expect(covered(resource, identity)).toBe(true);
  });

  it.each([
    ["Deployment core/api", "Deployment core/api-2"],
    ["Deployment core/api", "XDeployment core/api"],
    ["Deployment core/api", "Deployment Core/api"],
    ["Deployment core/api", "Deployment core/\u0430pi"],
    ["Deployment core/api", "Deployment core/api\n"],
    ["Deployment core/a.i", "Deployment core/api"],
    ["Deployment core*", "Deployment core/api"],
    ["Deployment *api", "Deployment core/api"],
    ["D*api", "Deployment core/api"],
    ["Deployment core/api", "Deployment api"],
    ["* core", "Namespace core/api"],
    ["Deployment core/[a-z]*", "Deployment core/api"],
    ["Deployment core/api|x", "Deployment core/api"],
  ])("%j does not cover %j", (resource, identity) => {
    expect(covered(resource, identity)).toBe(false);
  });
});

describe("a finding", () => {
  const found = finding("no limit", "urn:a");
  const settle = (waivers: readonly Waiver[], at = now, policy = whole.policy) =>
    waive(found, policy, "Deployment core/api", waivers, at);

  it("is waived by a waiver that covers it, and keeps what it says", () => {
    expect(settle([whole])).toEqual({
      ...found,
      waived: { expires: "2026-12-30", owner: "graph-team", ticket: "INT-42" },
    });
  });

  it("is untouched by a waiver for another rule or another resource", () => {
    expect(settle([whole], now, "provenance/image-digest")).toBe(found);
    expect(settle([{ ...whole, resource: "Deployment core/web" }])).toBe(found);
    expect(settle([])).toBe(found);
  });

  it("says that its waiver has expired", () => {
    const after = settle([whole], new Date("2026-12-31T00:00:00Z"));

    expect(after).toEqual({
      ...found,
      message: "no limit; its waiver INT-42 expired on 2026-12-30",
    });
  });

  it("is waived by the one in force when another has expired", () => {
    const old = { ...whole, resource: "Deployment core/*", ticket: "INT-1", expires: "2026-01-01" };

    expect(settle([old, whole])).toMatchObject({
      message: "no limit",
      waived: { ticket: "INT-42" },
    });
  });
});
