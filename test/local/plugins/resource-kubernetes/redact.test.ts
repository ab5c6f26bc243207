import { InitFailure } from "../../../../local/plugins/lib/errors.ts";
import { secret } from "../../../../local/plugins/lib/marks.ts";
import { withoutSecrets } from "../../../../local/plugins/resource-kubernetes/redact.ts";

const encoded = Buffer.from("hunter22").toString("base64");

describe("withoutSecrets", () => {
  it.each([
    ["plain", { a: secret("hunter22") }, "bad value hunter22"],
    ["inside", { a: secret({ b: ["hunter22"] }) }, "bad value hunter22"],
    ["encoded", { data: secret({ a: encoded }) }, `bad value ${encoded}`],
    ["decoded", { data: secret({ a: encoded }) }, "bad value hunter22"],
  ])("hides a secret that the server quotes: %s", (_how, marked, message) => {
    expect(withoutSecrets(new Error(message), marked)).toEqual(new Error("bad value [secret]"));
  });

  it("hides it in the reasons of a resource that is not ready", () => {
    const failure = new InitFailure({ id: "a", properties: {}, reasons: ["no hunter22"] });

    const hidden = withoutSecrets(failure, { a: secret("hunter22") });

    expect(hidden).toBeInstanceOf(InitFailure);
    expect((hidden as InitFailure).facts.reasons).toEqual(["no [secret]"]);
  });

  it("leaves errors without secrets as they are", () => {
    const error = new Error("other");

    expect(withoutSecrets(error, { a: secret("hunter22"), b: secret("o") })).toBe(error);
  });
});
