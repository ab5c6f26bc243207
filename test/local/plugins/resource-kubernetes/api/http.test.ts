import { ApiError, ApiGone } from "../../../../../local/plugins/resource-kubernetes/api/errors.ts";
import {
  createTransport,
  type ApiRequest,
  type Transport,
} from "../../../../../local/plugins/resource-kubernetes/api/http.ts";
import {
  connection,
  readKubeconfig,
} from "../../../../../local/plugins/resource-kubernetes/api/kubeconfig.ts";
import { fakeApi, refusal, type FakeApi, type Mishap } from "../support/fake-api.ts";

const CONFIG_MAPS = "/api/v1/namespaces/n/configmaps";
const body = { metadata: { name: "a" } };
const get: ApiRequest = { method: "GET", path: "/api", doing: "looking" };
const post: ApiRequest = { method: "POST", path: CONFIG_MAPS, body, doing: "creating a" };

let api: FakeApi;
let transport: Transport;

beforeEach(async () => {
  api = await fakeApi();
  transport = createTransport(
    connection(readKubeconfig(api.kubeconfig), { context: "", cluster: "" }),
  );
});

afterEach(async () => {
  transport.close();
  await api.close();
});

/** The first `times` requests fail that way. */
function fail(mishap: Mishap, times: number): void {
  let left = times;
  api.mishap = () => (left-- > 0 ? mishap : undefined);
}

describe("a request", () => {
  it("is repeated when the connection breaks and it changes nothing twice", async () => {
    fail("hang up", 2);

    await expect(transport.send(get)).resolves.toMatchObject({ warnings: [] });
    expect(api.arrived).toHaveLength(3);
  });

  it("is not repeated when it creates and may have arrived", async () => {
    fail("hang up", 1);

    const error = await transport.send(post).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ApiGone);
    expect((error as ApiGone).sent).toBe(true);
    expect((error as ApiGone).message).toMatch(
      /^the API at 127\.0\.0\.1:\d+ went away while creating a \(\w+\)$/,
    );
    expect(api.arrived).toHaveLength(1);
  });

  it.each([429, 503])("is repeated when the server asks for patience with %d", async (code) => {
    fail(refusal(code, "TooManyRequests", "wait"), 1);

    await transport.send(post);

    expect(api.arrived).toHaveLength(2);
  });

  it("fails with what the server says, in one line", async () => {
    fail(refusal(422, "Invalid", "spec: Forbidden: no\n  @@ -1 +1 @@\n- a\n+ b\n"), 1);

    const error = await transport.send(post).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 422, reason: "Invalid", message: "spec: Forbidden: no" });
  });

  it("carries the body of a deletion as one request", async () => {
    api.objects.set(`${CONFIG_MAPS}/a`, body);

    await transport.send({
      method: "DELETE",
      path: `${CONFIG_MAPS}/a`,
      body: { a: "b" },
      doing: "deleting a",
    });
    await transport.send(get);

    expect(api.arrived.map((request) => request.body)).toEqual(['{"a":"b"}', ""]);
  });

  it("ends at once when nobody waits for it any more", async () => {
    const given = AbortSignal.abort();

    await expect(transport.send({ ...get, signal: given })).rejects.toThrow("given up");
  });

  it("fails within seconds when nobody listens", async () => {
    await api.close();
    const started = Date.now();

    await expect(transport.send(get)).rejects.toThrow(/went away while looking \(ECONNREFUSED\)/);
    expect(Date.now() - started).toBeLessThan(5000);
  });
});
