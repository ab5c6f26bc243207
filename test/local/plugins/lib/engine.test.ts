import * as grpc from "@grpc/grpc-js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import engineRpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engineProto from "@pulumi/pulumi/proto/engine_pb.js";

import { connectEngine } from "../../../../local/plugins/lib/engine.ts";
import { rpcHandlers } from "../../../../local/plugins/lib/handlers.ts";

const URN = "urn:pulumi:local::x::y:z:Z::name";

describe("talking to the engine", () => {
  const heard: engineProto.LogRequest.AsObject[] = [];
  const server = new grpc.Server();
  let address = "";

  beforeAll(async () => {
    const handlers = rpcHandlers(
      engineRpc.EngineService,
      {
        log: (request) => {
          heard.push(request.toObject());
          return new emptyProto.Empty();
        },
      },
      new AbortController().signal,
    );
    server.addService(engineRpc.EngineService, handlers);
    address = await new Promise((resolve, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
        if (error === null) resolve(`127.0.0.1:${String(port)}`);
        else reject(error);
      });
    });
  });

  afterAll(() => {
    server.forceShutdown();
  });

  it("says how bad it is, about which resource, and for how long", async () => {
    const engine = connectEngine(address);

    await engine.info("hello");
    await engine.warning("careful", URN);
    await engine.error("no", URN);
    await engine.status("1 of 2 ready", URN);
    engine.close();

    const { INFO, WARNING, ERROR } = engineProto.LogSeverity;
    const said = { streamid: 0, ephemeral: false };
    expect(heard).toEqual([
      { ...said, severity: INFO, message: "hello", urn: "" },
      { ...said, severity: WARNING, message: "careful", urn: URN },
      { ...said, severity: ERROR, message: "no", urn: URN },
      { ...said, severity: INFO, message: "1 of 2 ready", urn: URN, ephemeral: true },
    ]);
  });

  it("drops what nobody hears", async () => {
    const engine = connectEngine("127.0.0.1:1");

    await expect(engine.info("hello")).resolves.toBeUndefined();

    engine.close();
  });
});
