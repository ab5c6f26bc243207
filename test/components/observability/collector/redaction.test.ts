import {
  blockedKeys,
  blockedValues,
  cleaningStatements,
  redacted,
} from "../../../../components/observability/collector/redaction.ts";

const patterns = blockedKeys().map((text) => new RegExp(text));
const masked = (name: string) => patterns.some((pattern) => pattern.test(name));

describe("what telemetry may not hold", () => {
  it.each([
    ...["db.query.text", "db.statement", "db.query.parameter.0", "graphql.document"],
    ...["url.query", "enduser.id", "user.email", "client.address", "net.peer.ip"],
    ...["http.request.header.authorization", "http.response.header.set-cookie"],
    ...["gen_ai.input.messages", "session.id", "user_agent.original", "process.command_line"],
  ])("masks %s", (name) => {
    expect(masked(name)).toBe(true);
  });

  it.each([
    ...["http.request.method", "http.response.status_code", "db.system.name", "db.namespace"],
    ...["db.query.summary", "graphql.operation.name", "service.name", "k8s.pod.name"],
    ...["http.request.body.size", "user_agent.name", "exception.type", "server.address"],
  ])("keeps %s", (name) => {
    expect(masked(name)).toBe(false);
  });

  it("says of every attribute why, once", () => {
    const names = redacted.flatMap(({ attributes }) => attributes);

    expect(new Set(names).size).toBe(names.length);
    for (const { why } of redacted) expect(why.length).toBeGreaterThan(20);
  });

  it.each([
    ["an e-mail address", "no such user jane.doe+x@mail.example.org", "jane.doe+x"],
    ["a JSON Web Token", "bad token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJ"],
    ["a key of AWS", ["denied for AKIA", "ABCDEFGHIJKLMNOP"].join(""), "AKIA"],
  ])("masks %s in the middle of a text", (why, text, secret) => {
    const { expression = "" } = blockedValues.find((one) => one.why === why) ?? {};

    expect(text.replace(new RegExp(expression), "****")).not.toContain(secret);
    expect(text.replace(new RegExp(expression), "****")).toContain("****");
  });
});

describe("what the transform processor cleans", () => {
  const statements = cleaningStatements();
  const contextsIn = (group: readonly string[]) =>
    new Set(group.map((statement) => /^replace_pattern\((\w+)\./.exec(statement)?.[1]));

  it.each([
    ["trace_statements", ["resource", "scope", "span", "spanevent"]],
    ["metric_statements", ["resource", "scope", "datapoint"]],
    ["log_statements", ["resource", "scope", "log"]],
  ] as const)("%s cut the query of a URL wherever one may stand, each by itself", (signal, at) => {
    const groups = statements[signal].map((group) => group.statements);

    expect(groups.map((group) => [...contextsIn(group)])).toEqual(at.map((context) => [context]));
    for (const [index, context] of at.entries()) {
      for (const name of ["url.full", "url.original", "http.url", "http.target"]) {
        expect(groups[index]).toContain(
          `replace_pattern(${context}.attributes["${name}"], "(?s)[?#].*", "?****")`,
        );
      }
    }
  });

  it("masks names of spans and events, and messages of errors, by their look", () => {
    const all = JSON.stringify(statements);

    for (const field of ["span.name", "span.status.message", "spanevent.name", "log.event_name"]) {
      expect(all.split(`replace_pattern(${field}, `)).toHaveLength(blockedValues.length + 1);
    }
  });
});
