import { credentials } from "@grpc/grpc-js";
import analyzerRpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzerProto from "@pulumi/pulumi/proto/analyzer_pb.js";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";

const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

type JavaScript = Parameters<typeof structProto.Struct.fromJavaScript>[0];

/** A pack as the engine runs it: a process of its own that prints its port and answers calls. */
export interface Analyzer {
  /** One call, as a promise. */
  readonly call: <T>(
    send: (
      to: analyzerRpc.AnalyzerClient,
      answer: (error: Error | null, response: T) => void,
    ) => void,
  ) => Promise<T>;
  readonly stop: () => Promise<void>;
}

export async function startAnalyzer(pack: string): Promise<Analyzer> {
  const process_ = spawn(process.execPath, [runner, "127.0.0.1:1", pack], {
    cwd: pack,
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 300_000,
    killSignal: "SIGKILL",
  });
  const port = await new Promise<string>((resolve, reject) => {
    process_.stdout.once("data", (text: Buffer) => {
      resolve(text.toString().trim());
    });
    process_.once("exit", (code) => {
      reject(new Error(`the analyzer ended with ${code}`));
    });
  });
  const client = new analyzerRpc.AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return {
    call: (send) =>
      new Promise((resolve, reject) => {
        send(client, (error, response) => {
          if (error === null) resolve(response);
          else reject(error);
        });
      }),
    stop: async () => {
      client.close();
      process_.kill("SIGKILL");
      if (process_.exitCode === null) await once(process_, "exit");
    },
  };
}

/** What the engine asks about one resource. */
export const analyzeRequest = (type: string, name: string, props: object) =>
  new analyzerProto.AnalyzeRequest()
    .setType(type)
    .setName(name)
    .setUrn(`urn:pulumi:test::intelgraph::${type}::${name}`)
    .setProperties(structProto.Struct.fromJavaScript(props as JavaScript))
    .setOptions(new analyzerProto.AnalyzerResourceOptions());

/** The same as a part of a stack. */
export const analyzerResource = (type: string, name: string, props: object) =>
  new analyzerProto.AnalyzerResource()
    .setType(type)
    .setName(name)
    .setUrn(`urn:pulumi:test::intelgraph::${type}::${name}`)
    .setProperties(structProto.Struct.fromJavaScript(props as JavaScript))
    .setOptions(new analyzerProto.AnalyzerResourceOptions());
