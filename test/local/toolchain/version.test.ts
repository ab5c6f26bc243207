import { compareVersions, isAccepted, versionIn } from "../../../local/toolchain/version.ts";

describe("versions of tools", () => {
  it.each([
    ["v3.259.0\n", "3.259.0"],
    ["Kubernetes v1.35.4", "1.35.4"],
    ["etcd Version: 3.6.5\nGit SHA: 0", "3.6.5"],
    ["kwok version v0.7.0 go1.26.8 (linux/amd64)", "0.7.0"],
    ["v4.2", undefined],
    ["", undefined],
  ])("finds the version in %j", (text, version) => {
    expect(versionIn(text)).toBe(version);
  });

  it.each([
    ["1.2.3", "1.2.3", 0],
    ["1.2.10", "1.2.9", 1],
    ["1.9.0", "1.10.0", -1],
    ["1.26", "1.26.0", 0],
    ["2.0.0", "1.99.99", 1],
  ])("orders %s against %s", (left, right, sign) => {
    expect(Math.sign(compareVersions(left, right))).toBe(sign);
  });

  it.each([
    ["3.259.0", ">=3.259.0 <4.0.0", true],
    ["3.270.1", ">=3.259.0 <4.0.0", true],
    ["3.258.9", ">=3.259.0 <4.0.0", false],
    ["4.0.0", ">=3.259.0 <4.0.0", false],
    ["1.32.4", ">=1.35.4 <1.36.0", false],
    ["1.0.0", "", false],
    ["1.0.0", "^1.0.0", false],
  ])("accepts %s in %j: %s", (version, range, accepted) => {
    expect(isAccepted(version, range)).toBe(accepted);
  });
});
