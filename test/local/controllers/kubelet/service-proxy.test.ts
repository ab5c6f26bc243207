import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { portBehind, serviceProxy } from "../../../../local/controllers/kubelet/service-proxy.ts";
import { ports } from "../support.ts";

const listening = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
const through = (proxy: number, url: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const call = request(
      { host: "127.0.0.1", port: proxy, path: url },
      (answer: IncomingMessage) => {
        let text = "";
        answer.on("data", (part: Buffer) => (text += part.toString()));
        answer.on("end", () => {
          resolve({ status: answer.statusCode, text });
        });
      },
    );
    call.on("error", reject).end();
  });

describe("the proxy for names of the cluster", () => {
  it.each([
    ["prometheus-operated.platform.svc", ports.prometheus],
    ["prometheus.platform.svc.cluster.local", ports.prometheus],
    ["alertmanager-operated.platform.svc", ports.alertmanager],
    ["prometheus-operated.core.svc", undefined],
    ["constructor.platform.svc", undefined],
    ["example.org", undefined],
  ])("knows what runs behind %s", (host, port) => {
    expect(portBehind(host, ports)).toBe(port);
  });

  it("hands on what has a process behind it, and refuses all else", async () => {
    const prometheus = createServer((incoming, answer) =>
      answer.end(`served ${incoming.url ?? ""}`),
    );
    const behind = await listening(prometheus);
    const proxy = serviceProxy({ ...ports, prometheus: behind });
    const port = await listening(proxy);

    const known = await through(
      port,
      "http://prometheus-operated.platform.svc:9090/api/v1/query?query=up",
    );
    const unknown = await through(port, "http://example.org/");
    proxy.close();
    prometheus.close();

    expect(known).toEqual({ status: 200, text: "served /api/v1/query?query=up" });
    expect(unknown).toEqual({
      status: 502,
      text: "example.org has no process here: its pods are simulated\n",
    });
  });
});
