import { controllerPortNames, type ControllerPorts } from "../../../local/controllers/ports.ts";
import type { Place } from "../../../local/controllers/place.ts";

/** Ports from 21000 upwards, in the order of their names. */
export const ports = Object.fromEntries(
  controllerPortNames.map((name, index) => [name, 21_000 + index]),
) as unknown as ControllerPorts;

export const place: Place = {
  cluster: "local",
  folder: "/c/controllers",
  home: "/c",
  git: "/git",
  server: "https://127.0.0.1:20003",
  ports,
};
