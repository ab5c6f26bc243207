// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of PodMonitor. */
export interface PodMonitorArgs extends PodMonitorFields {
  readonly metadata: ObjectMetadata;
}

export interface PodMonitorFields {
  readonly spec: pulumi.Input<{
    readonly attachMetadata?: pulumi.Input<{
      readonly node?: pulumi.Input<boolean> | undefined;
    }> | undefined;
    readonly bodySizeLimit?: pulumi.Input<string> | undefined;
    readonly convertClassicHistogramsToNHCB?: pulumi.Input<boolean> | undefined;
    readonly fallbackScrapeProtocol?: pulumi.Input<"PrometheusProto" | "OpenMetricsText0.0.1" | "OpenMetricsText1.0.0" | "PrometheusText0.0.4" | "PrometheusText1.0.0"> | undefined;
    readonly jobLabel?: pulumi.Input<string> | undefined;
    readonly keepDroppedTargets?: pulumi.Input<number> | undefined;
    readonly labelLimit?: pulumi.Input<number> | undefined;
    readonly labelNameLengthLimit?: pulumi.Input<number> | undefined;
    readonly labelValueLengthLimit?: pulumi.Input<number> | undefined;
    readonly namespaceSelector?: pulumi.Input<{
      readonly any?: pulumi.Input<boolean> | undefined;
      readonly matchNames?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    }> | undefined;
    readonly nativeHistogramBucketLimit?: pulumi.Input<number> | undefined;
    readonly nativeHistogramMinBucketFactor?: pulumi.Input<number | string> | undefined;
    readonly podMetricsEndpoints?: pulumi.Input<readonly pulumi.Input<{
      readonly authorization?: pulumi.Input<{
        readonly credentials?: pulumi.Input<Credentials> | undefined;
        readonly type?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly basicAuth?: pulumi.Input<{
        readonly password?: pulumi.Input<Credentials> | undefined;
        readonly username?: pulumi.Input<Credentials> | undefined;
      }> | undefined;
      readonly bearerTokenSecret?: pulumi.Input<Credentials> | undefined;
      readonly enableHttp2?: pulumi.Input<boolean> | undefined;
      readonly filterRunning?: pulumi.Input<boolean> | undefined;
      readonly followRedirects?: pulumi.Input<boolean> | undefined;
      readonly honorLabels?: pulumi.Input<boolean> | undefined;
      readonly honorTimestamps?: pulumi.Input<boolean> | undefined;
      readonly interval?: pulumi.Input<string> | undefined;
      readonly metricRelabelings?: pulumi.Input<readonly pulumi.Input<MetricRelabeling>[]> | undefined;
      readonly noProxy?: pulumi.Input<string> | undefined;
      readonly oauth2?: pulumi.Input<{
        readonly clientId: pulumi.Input<ClientId>;
        readonly clientSecret: pulumi.Input<Credentials>;
        readonly endpointParams?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly noProxy?: pulumi.Input<string> | undefined;
        readonly proxyConnectHeader?: pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<Credentials>[]>>>> | undefined;
        readonly proxyFromEnvironment?: pulumi.Input<boolean> | undefined;
        readonly proxyUrl?: pulumi.Input<string> | undefined;
        readonly scopes?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
        readonly tlsConfig?: pulumi.Input<TlsConfig> | undefined;
        readonly tokenUrl: pulumi.Input<string>;
      }> | undefined;
      readonly params?: pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<string>[]>>>> | undefined;
      readonly path?: pulumi.Input<string> | undefined;
      readonly port?: pulumi.Input<string> | undefined;
      readonly portNumber?: pulumi.Input<number> | undefined;
      readonly proxyConnectHeader?: pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<Credentials>[]>>>> | undefined;
      readonly proxyFromEnvironment?: pulumi.Input<boolean> | undefined;
      readonly proxyUrl?: pulumi.Input<string> | undefined;
      readonly relabelings?: pulumi.Input<readonly pulumi.Input<MetricRelabeling>[]> | undefined;
      readonly scheme?: pulumi.Input<"http" | "https"> | undefined;
      readonly scrapeTimeout?: pulumi.Input<string> | undefined;
      readonly targetPort?: pulumi.Input<number | string> | undefined;
      readonly tlsConfig?: pulumi.Input<TlsConfig> | undefined;
      readonly trackTimestampsStaleness?: pulumi.Input<boolean> | undefined;
    }>[]> | undefined;
    readonly podTargetLabels?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly sampleLimit?: pulumi.Input<number> | undefined;
    readonly scrapeClass?: pulumi.Input<string> | undefined;
    readonly scrapeClassicHistograms?: pulumi.Input<boolean> | undefined;
    readonly scrapeProtocols?: pulumi.Input<readonly pulumi.Input<"PrometheusProto" | "OpenMetricsText0.0.1" | "OpenMetricsText1.0.0" | "PrometheusText0.0.4" | "PrometheusText1.0.0">[]> | undefined;
    readonly selector: pulumi.Input<{
      readonly matchExpressions?: pulumi.Input<readonly pulumi.Input<{
        readonly key: pulumi.Input<string>;
        readonly operator: pulumi.Input<string>;
        readonly values?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      }>[]> | undefined;
      readonly matchLabels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
    }>;
    readonly selectorMechanism?: pulumi.Input<"RelabelConfig" | "RoleSelector"> | undefined;
    readonly targetLimit?: pulumi.Input<number> | undefined;
  }>;
}

interface TlsConfig {
  readonly ca?: pulumi.Input<ClientId> | undefined;
  readonly cert?: pulumi.Input<ClientId> | undefined;
  readonly insecureSkipVerify?: pulumi.Input<boolean> | undefined;
  readonly keySecret?: pulumi.Input<Credentials> | undefined;
  readonly maxVersion?: pulumi.Input<"TLS10" | "TLS11" | "TLS12" | "TLS13"> | undefined;
  readonly minVersion?: pulumi.Input<"TLS10" | "TLS11" | "TLS12" | "TLS13"> | undefined;
  readonly serverName?: pulumi.Input<string> | undefined;
}

interface ClientId {
  readonly configMap?: pulumi.Input<Credentials> | undefined;
  readonly secret?: pulumi.Input<Credentials> | undefined;
}

interface MetricRelabeling {
  readonly action?: pulumi.Input<"replace" | "Replace" | "keep" | "Keep" | "drop" | "Drop" | "hashmod" | "HashMod" | "labelmap" | "LabelMap" | "labeldrop" | "LabelDrop" | "labelkeep" | "LabelKeep" | "lowercase" | "Lowercase" | "uppercase" | "Uppercase" | "keepequal" | "KeepEqual" | "dropequal" | "DropEqual"> | undefined;
  readonly modulus?: pulumi.Input<number> | undefined;
  readonly regex?: pulumi.Input<string> | undefined;
  readonly replacement?: pulumi.Input<string> | undefined;
  readonly separator?: pulumi.Input<string> | undefined;
  readonly sourceLabels?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly targetLabel?: pulumi.Input<string> | undefined;
}

interface Credentials {
  readonly key: pulumi.Input<string>;
  readonly name?: pulumi.Input<string> | undefined;
  readonly optional?: pulumi.Input<boolean> | undefined;
}
