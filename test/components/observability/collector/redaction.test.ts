import {
  blockedKeys,
  blockedValues,
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
