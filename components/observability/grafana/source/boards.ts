import { argo } from "./argo.ts";
import { platformOverview } from "./platform-overview.ts";
import { serviceRed } from "./service-red.ts";
import { telemetryHealth } from "./telemetry-health.ts";

/** Every dashboard as the SDK builds it, by its uid. */
export const boards = (): Record<string, object> =>
  Object.fromEntries(
    [platformOverview(), serviceRed(), argo(), telemetryHealth()].map((builder) => {
      const built = builder.build();
      return [String(built.uid), built];
    }),
  );

/** The text of a dashboard as it is committed. */
export const textOf = (board: object): string => `${JSON.stringify(board, undefined, 2)}\n`;
