import { directionOf } from "../../../../ops/lib/sbom/direction.ts";

describe("directionOf", () => {
  it.each([
    ["npm", "1.9.0", "1.10.0", "up"],
    ["npm", "2.0.0-rc.1", "2.0.0", "up"],
    ["npm", "2.0.0", "2.0.0-rc.1", "downgraded"],
    ["npm", "1.0.0+a", "1.0.0+b", "changed"],
    ["golang", "v1.2.3", "v1.2.4", "up"],
    [
      "golang",
      "v0.0.0-20240101000000-aaaaaaaaaaaa",
      "v0.0.0-20230101000000-bbbbbbbbbbbb",
      "downgraded",
    ],
    ["nuget", "1.2.3.4", "1.2.3.10", "up"],
    ["pypi", "2024.2", "2024.10", "up"],
    ["pypi", "1.0rc1", "1.0", "changed"],
    ["pypi", "1!1.0", "2.0", "changed"],
    ["maven", "33.1-jre", "32.0-jre", "downgraded"],
    ["maven", "1.0.Final", "1.0.SP1", "changed"],
    ["deb", "1:1.0-1", "2.0-1", "downgraded"],
    ["deb", "1.0~rc1-1", "1.0-1", "up"],
    ["deb", "2.36-9+deb12u8", "2.36-9+deb12u10", "up"],
    ["rpm", "3.0.7-27.el9", "3.0.7-6.el9", "downgraded"],
    ["apk", "1.36.1-r15", "1.36.1-r2", "downgraded"],
    ["apk", "1.0_rc1-r0", "1.0-r0", "up"],
    ["maven", "33.1.0-jre", "33.1.0-android", "changed"],
    ["apk", "1.36.1-r15", "1.37.0-r1", "up"],
    [undefined, "", "1.0.0", "changed"],
    [undefined, "main", "main2", "changed"],
    ["nuget", "99999999999999999998.0", "99999999999999999999.0", "up"],
  ])("%s from %s to %s is %s", (ecosystem, from, to, direction) => {
    expect(directionOf(from, to, ecosystem)).toBe(direction);
  });
});
