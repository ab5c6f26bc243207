const TOPOLOGIES = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

/** Spreads pods over zones and nodes as far as there are several; a full node is no reason not to start. */
export const spreadOver = (labels: Readonly<Record<string, string>>) =>
  TOPOLOGIES.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { ...labels } },
  }));
