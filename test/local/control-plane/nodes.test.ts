import type { Answer, Api } from "../../../local/control-plane/api.ts";
import { ensureNodes, readyNodes } from "../../../local/control-plane/nodes.ts";

interface Stored {
  readonly cpu: string;
  readonly memory: string;
}

/** An API server that knows nodes only; kwok makes each ready at once. */
function nodesApi(refuses?: string) {
  const nodes = new Map<string, Stored>();
  const calls: string[] = [];
  const answer = (status: number, body: object = {}): Promise<Answer> =>
    Promise.resolve({ status, text: JSON.stringify(body) });
  const api: Api = {
    get: () => {
      const items = [...nodes].map(([name, capacity]) => ({
        metadata: { name },
        status: { capacity, conditions: [{ type: "Ready", status: "True" }] },
      }));
      return answer(200, { items });
    },
    send: (method, path, body = {}) => {
      calls.push(`${method} ${path}`);
      if (refuses !== undefined) return answer(422, { message: refuses });
      const { metadata, status } = body as {
        metadata?: { name: string };
        status?: { capacity: Stored };
      };
      const name = metadata?.name ?? path.split("/")[4] ?? "";
      if (method === "DELETE") nodes.delete(name);
      else if (status !== undefined) nodes.set(name, status.capacity);
      return answer(200);
    },
    close: () => undefined,
  };
  return { api, nodes, calls };
}

describe("simulated nodes", () => {
  it("are two of 32 cpu and 128Gi when nobody asks for anything", async () => {
    const { api, nodes } = nodesApi();

    const count = await ensureNodes(api, {});

    const size = { cpu: "32", memory: "128Gi", pods: "110", "ephemeral-storage": "256Gi" };
    expect(count).toBe(2);
    expect([...nodes]).toEqual([
      ["node-0", size],
      ["node-1", size],
    ]);
  });

  it("stay as they are when nobody asks for anything else", async () => {
    const { api, calls } = nodesApi();
    await ensureNodes(api, { count: 3, cpu: "8", memory: "16Gi" });
    calls.length = 0;

    const count = await ensureNodes(api, {});

    expect(count).toBe(3);
    expect(calls).toEqual([]);
  });

  it("get the disk that an earlier version did not give them", async () => {
    const { api, nodes } = nodesApi();
    const old = { cpu: "8", memory: "16Gi", pods: "110" };
    nodes.set("node-0", old);

    await ensureNodes(api, {});

    expect([...nodes]).toEqual([["node-0", { ...old, "ephemeral-storage": "256Gi" }]]);
  });

  it("are neither made nor resized as long as nobody says which there are", async () => {
    const { api, nodes, calls } = nodesApi();
    await ensureNodes(api, { count: 1 });
    calls.length = 0;
    const silent = [
      { status: 0, text: "" },
      { status: 500, text: "{}" },
    ];
    const get = (path: string) =>
      Promise.resolve(silent.shift()).then((one) => one ?? api.get(path));

    const count = await ensureNodes({ ...api, get }, {});

    expect([count, nodes.size, calls]).toEqual([1, 1, []]);
  });

  it("become fewer, more or larger when asked", async () => {
    const { api, nodes, calls } = nodesApi();
    await ensureNodes(api, { count: 2, cpu: "8", memory: "16Gi" });
    calls.length = 0;

    await ensureNodes(api, { count: 1, memory: "32Gi" });
    await ensureNodes(api, { count: 2 });

    expect(calls).toEqual([
      "PATCH /api/v1/nodes/node-0/status",
      "DELETE /api/v1/nodes/node-1",
      "POST /api/v1/nodes",
    ]);
    expect([...nodes.values()].map(({ cpu, memory }) => [cpu, memory])).toEqual([
      ["8", "32Gi"],
      ["8", "32Gi"],
    ]);
    expect(await readyNodes(api)).toBe(2);
  });

  it("are refused in the words of the API server", async () => {
    const { api } = nodesApi("quantities must match");

    await expect(ensureNodes(api, {})).rejects.toThrow(
      "simulated node: the API server answered 422 quantities must match; " +
        "check --node-cpu and --node-memory, or read node local/cli.ts logs kube-apiserver",
    );
  });
});
