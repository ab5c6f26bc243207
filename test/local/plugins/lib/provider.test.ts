import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import * as grpc from "@grpc/grpc-js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import providerRpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import statusProto from "@pulumi/pulumi/proto/status_pb.js";

import { fromStruct, toStruct } from "../../../../local/plugins/lib/struct.ts";
import { Caller } from "../fixtures/caller.ts";
import { ended, startPlugin, type Plugin } from "../fixtures/spawn.ts";

const fixture = path.join(import.meta.dirname, "../fixtures/provider.ts");

describe("a resource plugin", () => {
  let plugin: Plugin;
  let caller: Caller<typeof providerRpc.ResourceProviderService>;

  beforeEach(async () => {
    plugin = await startPlugin(fixture, ["127.0.0.1:1"]);
    caller = new Caller(providerRpc.ResourceProviderService, plugin.address);
  });

  afterEach(async () => {
    caller.close();
    plugin.process.kill("SIGKILL");
    await ended(plugin.process);
  });

  it("answers the calls every plugin answers", async () => {
    const info = await caller.ask("getPluginInfo", new emptyProto.Empty());
    const handshake = new providerProto.ProviderHandshakeRequest();
    const hands = await caller.ask("handshake", handshake);
    const configured = await caller.ask("configure", new providerProto.ConfigureRequest());

    expect(info.getVersion()).toBe("1.2.3");
    expect([hands.getAcceptSecrets(), hands.getAcceptResources()]).toEqual([true, true]);
    expect([hands.getAcceptOutputs(), configured.getSupportspreview()]).toEqual([false, true]);
  });

  it("brings properties there and back", async () => {
    const request = new providerProto.CheckRequest();
    request.setNews(toStruct({ spec: { replicas: 2, on: true, none: null } }));

    const response = await caller.ask("check", request);

    expect(fromStruct(response.getInputs())).toEqual({
      spec: { replicas: 2, on: true, none: null },
    });
  });

  it("says so when a method is not implemented", async () => {
    const invoked = caller.ask("invoke", new providerProto.InvokeRequest());

    await expect(invoked).rejects.toMatchObject({
      code: grpc.status.UNIMPLEMENTED,
      details: "/pulumirpc.ResourceProvider/Invoke is not implemented",
    });
  });

  it("answers what a handler throws in one line", async () => {
    const updated = caller.ask("update", new providerProto.UpdateRequest());

    await expect(updated).rejects.toMatchObject({
      code: grpc.status.UNKNOWN,
      details: "first line; second line",
    });
  });

  it("hands over a resource that exists but is not ready", async () => {
    const error = await caller.ask("create", new providerProto.CreateRequest()).then(
      () => undefined,
      (thrown: unknown) => thrown as grpc.ServiceError,
    );

    const [details] = error?.metadata.get("grpc-status-details-bin") ?? [];
    const status = statusProto.Status.deserializeBinary(Buffer.from(details ?? ""));
    const [any] = status.getDetailsList();
    const failed = any?.unpack(
      (bytes) => providerProto.ErrorResourceInitFailed.deserializeBinary(bytes),
      "pulumirpc.ErrorResourceInitFailed",
    );
    expect(error?.details).toBe("not ready:; 0 of 1 replicas");
    expect(failed?.getId()).toBe("x/y");
    expect(failed?.getReasonsList()).toEqual(["not ready:; 0 of 1 replicas"]);
    expect(fromStruct(failed?.getProperties())).toEqual({ live: true });
    expect(failed?.hasInputs()).toBe(false);
  });

  it("streams what a generator yields", async () => {
    const responses = await caller.askAll("list", new providerProto.ListRequest());

    const ids = responses.map((response) => response.getResult()?.getId());
    expect(ids).toEqual(["a", "b"]);
  });

  it("lets a running call end and answer when the engine cancels", async () => {
    const deleted = caller.ask("delete", new providerProto.DeleteRequest());
    await caller.ask("getPluginInfo", new emptyProto.Empty());

    await caller.ask("cancel", new emptyProto.Empty());

    await expect(deleted).resolves.toBeInstanceOf(emptyProto.Empty);
    expect(plugin.process.exitCode).toBeNull();
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "lets a running call answer at %s, then exits",
    async (signal) => {
      const deleted = caller.ask("delete", new providerProto.DeleteRequest());
      await caller.ask("getPluginInfo", new emptyProto.Empty());

      plugin.process.kill(signal);

      await expect(deleted).resolves.toBeInstanceOf(emptyProto.Empty);
      expect(await ended(plugin.process)).toBe(0);
    },
  );

  it("exits when the engine closes its end of stdin", async () => {
    plugin.process.stdin?.destroy();

    expect(await ended(plugin.process)).toBe(0);
  });

  it("exits when its parent is killed, even without a pipe between them", async () => {
    const start = `require("node:child_process").spawn(process.execPath, [process.argv[1]], {
      stdio: ["ignore", "inherit", "inherit"],
    })`;
    const stdio = ["ignore", "pipe", "inherit"] as const;
    const parent = spawn(process.execPath, ["--eval", start, fixture], { stdio: [...stdio] });
    await once(parent.stdout, "data");
    const closed = once(parent.stdout, "close");

    parent.kill("SIGKILL");

    // Both wrote to this pipe: it closes when neither lives.
    await closed;
  });
});
