import {
  commonLabels,
  ownershipLabels,
  podSecurityLabels,
} from "../../../components/lib/labels.ts";

const all = {
  ...commonLabels(),
  ...ownershipLabels({ owner: "graph-team", costCentre: "cc-1", dataClass: "internal" }),
  ...podSecurityLabels({ enforce: "restricted", version: "v1.35" }),
};

describe("labels", () => {
  it("are keys and values that Kubernetes takes", () => {
    const key = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
    const wrong = Object.entries(all).filter(
      ([name, value]) => !key.test(name) || !/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(value),
    );

    expect(wrong).toEqual([]);
    expect(Object.keys(all)).toHaveLength(11);
  });

  it("warn of and audit pods that only the stricter level refuses", () => {
    expect(podSecurityLabels({ enforce: "baseline", version: "v1.35" })).toMatchObject({
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    });
  });
});
