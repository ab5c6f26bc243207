import { AlertmanagerCluster } from "../../../../components/observability/alerting/alertmanager.ts";
import { record } from "../../../support/record.ts";
import { inputsOf } from "../support/graph.ts";
import { images, settings } from "../support/settings.ts";

interface Flow {
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}
interface Spec {
  readonly ingress: readonly (Flow & { readonly from: readonly object[] })[];
  readonly egress: readonly (Flow & { readonly to: readonly object[] })[];
}

async function trafficOf(): Promise<Spec> {
  const recording = await record(
    () =>
      void new AlertmanagerCluster("alertmanager", {
        namespace: "platform",
        image: images.alertmanager,
        reloader: images.reloader,
        priorityClass: settings.priorityClass,
        settings: settings.alerting,
      }),
  );
  return inputsOf(recording, "NetworkPolicy", "alertmanager-traffic")["spec"] as Spec;
}

describe("AlertmanagerCluster", () => {
  it("lets its members gossip both ways, by TCP and by UDP, and nobody else", async () => {
    const { ingress, egress } = await trafficOf();
    const gossip = ({ ports }: Flow) => ports.some(({ port }) => port === 9094);
    const ports = [
      { port: 9094, protocol: "TCP" },
      { port: 9094, protocol: "UDP" },
    ];
    const members = [
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "platform" } },
        podSelector: { matchLabels: { "app.kubernetes.io/name": "alertmanager" } },
      },
    ];

    expect(ingress.filter(gossip)).toEqual([{ from: members, ports }]);
    expect(egress.filter(gossip)).toEqual([{ to: members, ports }]);
  });
});
