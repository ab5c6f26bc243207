import { z } from "zod";
import { dnsLabel, flag, list, named, section, text, wholeNumber, choice } from "../fields.ts";
import { LONGEST_CHECK, MODULES } from "../../../components/observability/blackbox/targets.ts";
import {
  addresses,
  destination,
  duration,
  exposure,
  httpsAddress,
  number,
  replicas,
  secretKey,
  size,
  storage,
  word,
} from "./fields.ts";

const webhook = section(
  { url: secretKey("where its URL is kept"), to: destination },
  "a webhook that is told",
);

export const prometheusSchema = section(
  {
    replicas: replicas(2),
    retention: duration("how long samples are kept", "15d"),
    retentionSize: text(/^\d+(KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/, {
      is: "a size as Prometheus writes it",
      means: "how much of the volume samples may take",
      example: "16GiB",
    }),
    storage,
    size,
    scrapeSeconds: wholeNumber(5, 300, "seconds between two scrapes", 30).exactOptional(),
    remoteWrite: z
      .array(
        section(
          {
            url: httpsAddress("where samples are copied to", "https://metrics.example/write"),
            to: destination,
            bearer: secretKey("its credential").exactOptional(),
          },
          "a place that keeps a copy",
        ),
      )
      .exactOptional(),
  },
  "Prometheus",
);

export const alertingSchema = section(
  {
    replicas: replicas(3),
    retention: duration("how long silences are kept", "120h"),
    storage,
    size,
    receivers: section({ critical: webhook, warning: webhook }, "who is told, by severity"),
    watchdog: webhook.exactOptional(),
  },
  "Alertmanager",
);

export const collectorSchema = section(
  {
    gateway: section({ replicas: replicas(2), size }, "the gateway that decides about traces"),
    agent: section({ size }, "the agent of each node"),
    sampling: section(
      {
        percent: number(0, 100, "the share of the others, in percent", 20),
        slowMs: wholeNumber(1, 600_000, "milliseconds from which on a trace is slow", 1000),
        waitSeconds: wholeNumber(1, 120, "seconds a trace is waited for", 10).exactOptional(),
      },
      "which traces are kept besides slow and failed ones",
    ),
    exporters: section(
      {
        otlp: section(
          {
            endpoint: text(/^[^\s:]+:\d+$/, {
              is: "a host and a port",
              means: "where telemetry is kept",
              example: "telemetry.intelgraph.example:4317",
            }),
            to: destination,
            authorization: secretKey("its credential").exactOptional(),
          },
          "a place that takes OTLP over gRPC",
        ).exactOptional(),
        debug: flag("whether the collector logs what it gets", true).exactOptional(),
        file: word("the file it is written to", "/var/lib/telemetry/out.json").exactOptional(),
      },
      "where telemetry goes",
    ),
  },
  "the OpenTelemetry collector",
);

export const grafanaSchema = section(
  {
    exposure: exposure("grafana-tls"),
    size,
    sso: section(
      {
        name: word("what the button says", "IntelGraph"),
        clientId: word("how it is known there", "grafana"),
        clientSecret: secretKey("its credential there"),
        authUrl: httpsAddress("where people are sent to log in", "https://id.example/authorize"),
        tokenUrl: httpsAddress("where tokens are had", "https://id.example/token"),
        apiUrl: httpsAddress("where claims are had", "https://id.example/userinfo"),
        roleAttributePath: word("the JMESPath that makes a role of claims", "'Viewer'"),
        to: addresses("where the provider is reached"),
      },
      "sign-in by an OpenID Connect provider",
    ).exactOptional(),
  },
  "Grafana",
);

export const probesSchema = list(
  section(
    {
      name: dnsLabel("the check", "home"),
      url: text(/^\S+$/, {
        is: "an address",
        means: "what is asked",
        example: "https://intelgraph.example/healthz",
      }),
      module: choice(MODULES, "how it is asked"),
      to: destination,
      everySeconds: wholeNumber(
        LONGEST_CHECK,
        3600,
        "seconds between two checks",
        60,
      ).exactOptional(),
    },
    "a check from outside",
  ),
  "checks from outside a service",
  "[]",
  0,
);

/** Ports that the monitors of a workload may name, by its namespace. */
export const watchedSchema = named(
  dnsLabel("a namespace of workloads", "core"),
  list(wholeNumber(1, 65_535, "a TCP port", 9090), "TCP ports", "[9090]"),
  "ports with metrics, by namespace",
  "core: [9090]",
);
