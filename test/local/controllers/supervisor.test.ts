import { supervisedIn } from "../../../local/controllers/supervisor.ts";

describe("what the supervisor says", () => {
  it("is read with what has no probe told from what is not ready", () => {
    const base = { restarts: 0, is_running: true };
    const text = JSON.stringify([
      { ...base, name: "redis", pid: 7, is_ready: "-", has_ready_probe: false },
      { ...base, name: "prometheus", pid: 8, is_ready: "Ready", has_ready_probe: true },
      { ...base, name: "otel", pid: 9, is_ready: "Not Ready", has_ready_probe: true },
      { ...base, name: "gone", pid: 3, is_running: false, is_ready: "-", has_ready_probe: true },
    ]);

    expect(supervisedIn(text)?.map(({ pid, ready }) => [pid, ready])).toEqual([
      [7, undefined],
      [8, true],
      [9, false],
      [0, false],
    ]);
  });

  it("is nothing when it is no list", () => {
    expect(supervisedIn("connection refused")).toBeUndefined();
  });
});
