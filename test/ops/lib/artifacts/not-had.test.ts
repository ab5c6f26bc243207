import { readFileSync } from "node:fs";

import {
  exitFor,
  NEEDED_GO,
  NO_GO,
  notHad,
  stepFor,
} from "../../../../ops/lib/artifacts/not-had.ts";

const at = "example.com/tool@v1.0.0";
const of = (text: string) => notHad(text, "example.com/tool", "v1.0.0");

describe("what could not be had", () => {
  it.each([
    [`${at}: Get "http://127.0.0.1:1/x.info": dial tcp: connection refused`, "network"],
    [`${at}: module lookup disabled by GOPROXY=off`, "network"],
    [`${at}: invalid version: unknown revision v1.0.0`, "version"],
    [`${at}: reading https://proxy.example.com/x.info: 404 Not Found`, "version"],
    [`${at}: verifying go.mod: ${at}/go.mod: Get "https://sum.example.com/x": no host`, "voucher"],
    [`${at}: verifying module: ${at}: reading https://sum.example.com/x: 404 Not Found`, "voucher"],
    [
      `${at}: verifying module: checksum mismatch\n\tdownloaded: h1:x=\nSECURITY ERROR`,
      "agreement",
    ],
    ["", "network"],
  ])("lacks what Go says: %s", (text, lacks) => {
    expect(of(text)).toMatchObject({ lacks });
  });

  it("is told in the first line of Go, without what stands before it anyway", () => {
    const text = `go: downloading example.com/tool v1.0.0\ngo: ${at}: Get "http://127.0.0.1:1/x": refused\nmore`;

    expect(of(text).reason).toBe("http://127.0.0.1:1: refused");
    expect(of("").reason).toBe("go said nothing");
  });

  it("names each step once, and then what was tried", () => {
    const path = { reason: "no such file", lacks: "path" } as const;

    expect(stepFor([NO_GO, path, path], "run it")).toBe(
      "install Go 1.26 or newer, and correct the path in artifacts/lock.json, then run it",
    );
  });

  it("is a refusal where bytes are not those that were vouched for", () => {
    const bad = of(`${at}: verifying module: checksum mismatch`);

    expect([exitFor([NO_GO]), exitFor([NO_GO, bad])]).toEqual([2, 1]);
  });

  it("wants the Go that the README wants", () => {
    const readme = readFileSync(new URL("../../../../README.md", import.meta.url), "utf8");

    expect(readme).toContain(`Go ${NEEDED_GO} or newer`);
  });
});
