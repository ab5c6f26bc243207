import { deliveryCases } from "./delivery-cases.ts";
import { prometheusCases } from "./prometheus-cases.ts";
import { telemetryCases } from "./telemetry-cases.ts";

/** Every alert with the series that make it fire. */
export const cases = [...deliveryCases, ...telemetryCases, ...prometheusCases];
