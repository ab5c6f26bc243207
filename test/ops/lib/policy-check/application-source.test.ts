import { applicationSource } from "../../../../ops/lib/policy-check/application-source.ts";
import type { Subject } from "../../../../policy-packs/lib/subject.ts";

const subject = (kind: string, group = "argoproj.io"): Subject => ({
  type: `kubernetes:${group}/v1alpha1:${kind}`,
  name: "a",
  urn: "urn:a",
  apiVersion: `${group}/v1alpha1`,
  kind,
  props: {},
});
const verdictOn = (shown: Subject, reasons: readonly string[] = []) =>
  applicationSource(new Map([["urn:a", reasons]])).verdict(shown);

describe("policy-check/application-source", () => {
  it.each(["Application", "ApplicationSet"])("accepts an %s that was looked into", (kind) => {
    expect(verdictOn(subject(kind))).toEqual({ findings: [] });
  });

  it("cannot tell about what nobody saw, one reason for each source", () => {
    expect(verdictOn(subject("Application"), ["it names no source", "it is elsewhere"])).toEqual({
      findings: [
        { message: "it names no source", cannotTell: true },
        { message: "it is elsewhere", cannotTell: true },
      ],
    });
  });

  it.each([subject("AppProject"), subject("Application", "app.k8s.io"), subject("XApplication")])(
    "leaves other kinds alone: $apiVersion $kind",
    (shown) => {
      expect(verdictOn(shown, ["unseen"])).toHaveProperty("notApplicable");
    },
  );
});
