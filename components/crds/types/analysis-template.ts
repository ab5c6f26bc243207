// Generated from the definition in argo-rollouts v1.8.3 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of AnalysisTemplate. */
export interface AnalysisTemplateArgs extends AnalysisTemplateFields {
  readonly metadata: ObjectMetadata;
}

export interface AnalysisTemplateFields {
  readonly spec: pulumi.Input<{
    readonly args?: pulumi.Input<readonly pulumi.Input<{
      readonly name: pulumi.Input<string>;
      readonly value?: pulumi.Input<string> | undefined;
      readonly valueFrom?: pulumi.Input<{
        readonly fieldRef?: pulumi.Input<{
          readonly fieldPath: pulumi.Input<string>;
        }> | undefined;
        readonly secretKeyRef?: pulumi.Input<{
          readonly key: pulumi.Input<string>;
          readonly name: pulumi.Input<string>;
        }> | undefined;
      }> | undefined;
    }>[]> | undefined;
    readonly dryRun?: pulumi.Input<readonly pulumi.Input<{
      readonly metricName: pulumi.Input<string>;
    }>[]> | undefined;
    readonly measurementRetention?: pulumi.Input<readonly pulumi.Input<{
      readonly limit: pulumi.Input<number>;
      readonly metricName: pulumi.Input<string>;
    }>[]> | undefined;
    readonly metrics?: pulumi.Input<readonly pulumi.Input<{
      readonly consecutiveErrorLimit?: pulumi.Input<number | string> | undefined;
      readonly consecutiveSuccessLimit?: pulumi.Input<number | string> | undefined;
      readonly count?: pulumi.Input<number | string> | undefined;
      readonly failureCondition?: pulumi.Input<string> | undefined;
      readonly failureLimit?: pulumi.Input<number | string> | undefined;
      readonly inconclusiveLimit?: pulumi.Input<number | string> | undefined;
      readonly initialDelay?: pulumi.Input<string> | undefined;
      readonly interval?: pulumi.Input<string> | undefined;
      readonly name: pulumi.Input<string>;
      readonly provider: pulumi.Input<{
        readonly cloudWatch?: pulumi.Input<{
          readonly interval?: pulumi.Input<string> | undefined;
          readonly metricDataQueries: pulumi.Input<readonly pulumi.Input<{
            readonly expression?: pulumi.Input<string> | undefined;
            readonly id?: pulumi.Input<string> | undefined;
            readonly label?: pulumi.Input<string> | undefined;
            readonly metricStat?: pulumi.Input<{
              readonly metric?: pulumi.Input<{
                readonly dimensions?: pulumi.Input<readonly pulumi.Input<Dimension>[]> | undefined;
                readonly metricName?: pulumi.Input<string> | undefined;
                readonly namespace?: pulumi.Input<string> | undefined;
              }> | undefined;
              readonly period?: pulumi.Input<number | string> | undefined;
              readonly stat?: pulumi.Input<string> | undefined;
              readonly unit?: pulumi.Input<string> | undefined;
            }> | undefined;
            readonly period?: pulumi.Input<number | string> | undefined;
            readonly returnData?: pulumi.Input<boolean> | undefined;
          }>[]>;
        }> | undefined;
        readonly datadog?: pulumi.Input<{
          readonly aggregator?: pulumi.Input<"avg" | "min" | "max" | "sum" | "last" | "percentile" | "mean" | "l2norm" | "area"> | undefined;
          readonly apiVersion?: pulumi.Input<"v1" | "v2"> | undefined;
          readonly formula?: pulumi.Input<string> | undefined;
          readonly interval?: pulumi.Input<string> | undefined;
          readonly queries?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
          readonly query?: pulumi.Input<string> | undefined;
          readonly secretRef?: pulumi.Input<{
            readonly name?: pulumi.Input<string> | undefined;
            readonly namespaced?: pulumi.Input<boolean> | undefined;
          }> | undefined;
        }> | undefined;
        readonly graphite?: pulumi.Input<Graphite> | undefined;
        readonly influxdb?: pulumi.Input<{
          readonly profile?: pulumi.Input<string> | undefined;
          readonly query?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly job?: pulumi.Input<{
          readonly metadata?: pulumi.Input<Metadata> | undefined;
          readonly spec: pulumi.Input<{
            readonly activeDeadlineSeconds?: pulumi.Input<number> | undefined;
            readonly backoffLimit?: pulumi.Input<number> | undefined;
            readonly backoffLimitPerIndex?: pulumi.Input<number> | undefined;
            readonly completionMode?: pulumi.Input<string> | undefined;
            readonly completions?: pulumi.Input<number> | undefined;
            readonly manualSelector?: pulumi.Input<boolean> | undefined;
            readonly maxFailedIndexes?: pulumi.Input<number> | undefined;
            readonly parallelism?: pulumi.Input<number> | undefined;
            readonly podFailurePolicy?: pulumi.Input<{
              readonly rules: pulumi.Input<readonly pulumi.Input<{
                readonly action: pulumi.Input<string>;
                readonly onExitCodes?: pulumi.Input<{
                  readonly containerName?: pulumi.Input<string> | undefined;
                  readonly operator: pulumi.Input<string>;
                  readonly values: pulumi.Input<readonly pulumi.Input<number>[]>;
                }> | undefined;
                readonly onPodConditions?: pulumi.Input<readonly pulumi.Input<{
                  readonly status: pulumi.Input<string>;
                  readonly type: pulumi.Input<string>;
                }>[]> | undefined;
              }>[]>;
            }> | undefined;
            readonly podReplacementPolicy?: pulumi.Input<string> | undefined;
            readonly selector?: pulumi.Input<Selector> | undefined;
            readonly suspend?: pulumi.Input<boolean> | undefined;
            readonly template: pulumi.Input<{
              readonly metadata?: pulumi.Input<Metadata> | undefined;
              readonly spec?: pulumi.Input<{
                readonly activeDeadlineSeconds?: pulumi.Input<number> | undefined;
                readonly affinity?: pulumi.Input<{
                  readonly nodeAffinity?: pulumi.Input<{
                    readonly preferredDuringSchedulingIgnoredDuringExecution?: pulumi.Input<readonly pulumi.Input<{
                      readonly preference: pulumi.Input<Preference>;
                      readonly weight: pulumi.Input<number>;
                    }>[]> | undefined;
                    readonly requiredDuringSchedulingIgnoredDuringExecution?: pulumi.Input<{
                      readonly nodeSelectorTerms: pulumi.Input<readonly pulumi.Input<Preference>[]>;
                    }> | undefined;
                  }> | undefined;
                  readonly podAffinity?: pulumi.Input<PodAffinity> | undefined;
                  readonly podAntiAffinity?: pulumi.Input<PodAffinity> | undefined;
                }> | undefined;
                readonly automountServiceAccountToken?: pulumi.Input<boolean> | undefined;
                readonly containers: pulumi.Input<readonly pulumi.Input<Container>[]>;
                readonly dnsConfig?: pulumi.Input<{
                  readonly nameservers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
                  readonly options?: pulumi.Input<readonly pulumi.Input<Dimension>[]> | undefined;
                  readonly searches?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
                }> | undefined;
                readonly dnsPolicy?: pulumi.Input<string> | undefined;
                readonly enableServiceLinks?: pulumi.Input<boolean> | undefined;
                readonly ephemeralContainers?: pulumi.Input<readonly pulumi.Input<{
                  readonly args?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
                  readonly command?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
                  readonly env?: pulumi.Input<readonly pulumi.Input<Env>[]> | undefined;
                  readonly envFrom?: pulumi.Input<readonly pulumi.Input<EnvFrom>[]> | undefined;
                  readonly image?: pulumi.Input<string> | undefined;
                  readonly imagePullPolicy?: pulumi.Input<string> | undefined;
                  readonly lifecycle?: pulumi.Input<Lifecycle> | undefined;
                  readonly livenessProbe?: pulumi.Input<LivenessProbe> | undefined;
                  readonly name: pulumi.Input<string>;
                  readonly ports?: pulumi.Input<readonly pulumi.Input<Port>[]> | undefined;
                  readonly readinessProbe?: pulumi.Input<LivenessProbe> | undefined;
                  readonly resizePolicy?: pulumi.Input<readonly pulumi.Input<ResizePolicy>[]> | undefined;
                  readonly resources?: pulumi.Input<Resources> | undefined;
                  readonly restartPolicy?: pulumi.Input<string> | undefined;
                  readonly securityContext?: pulumi.Input<SecurityContext> | undefined;
                  readonly startupProbe?: pulumi.Input<LivenessProbe> | undefined;
                  readonly stdin?: pulumi.Input<boolean> | undefined;
                  readonly stdinOnce?: pulumi.Input<boolean> | undefined;
                  readonly targetContainerName?: pulumi.Input<string> | undefined;
                  readonly terminationMessagePath?: pulumi.Input<string> | undefined;
                  readonly terminationMessagePolicy?: pulumi.Input<string> | undefined;
                  readonly tty?: pulumi.Input<boolean> | undefined;
                  readonly volumeDevices?: pulumi.Input<readonly pulumi.Input<VolumeDevice>[]> | undefined;
                  readonly volumeMounts?: pulumi.Input<readonly pulumi.Input<VolumeMount>[]> | undefined;
                  readonly workingDir?: pulumi.Input<string> | undefined;
                }>[]> | undefined;
                readonly hostAliases?: pulumi.Input<readonly pulumi.Input<{
                  readonly hostnames?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
                  readonly ip?: pulumi.Input<string> | undefined;
                }>[]> | undefined;
                readonly hostIPC?: pulumi.Input<boolean> | undefined;
                readonly hostNetwork?: pulumi.Input<boolean> | undefined;
                readonly hostPID?: pulumi.Input<boolean> | undefined;
                readonly hostUsers?: pulumi.Input<boolean> | undefined;
                readonly hostname?: pulumi.Input<string> | undefined;
                readonly imagePullSecrets?: pulumi.Input<readonly pulumi.Input<{
                  readonly name?: pulumi.Input<string> | undefined;
                }>[]> | undefined;
                readonly initContainers?: pulumi.Input<readonly pulumi.Input<Container>[]> | undefined;
                readonly nodeName?: pulumi.Input<string> | undefined;
                readonly nodeSelector?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
                readonly os?: pulumi.Input<{
                  readonly name: pulumi.Input<string>;
                }> | undefined;
                readonly overhead?: pulumi.Input<Readonly<Record<string, pulumi.Input<number | string>>>> | undefined;
                readonly preemptionPolicy?: pulumi.Input<string> | undefined;
                readonly priority?: pulumi.Input<number> | undefined;
                readonly priorityClassName?: pulumi.Input<string> | undefined;
                readonly readinessGates?: pulumi.Input<readonly pulumi.Input<{
                  readonly conditionType: pulumi.Input<string>;
                }>[]> | undefined;
                readonly resourceClaims?: pulumi.Input<readonly pulumi.Input<{
                  readonly name: pulumi.Input<string>;
                  readonly source?: pulumi.Input<{
                    readonly resourceClaimName?: pulumi.Input<string> | undefined;
                    readonly resourceClaimTemplateName?: pulumi.Input<string> | undefined;
                  }> | undefined;
                }>[]> | undefined;
                readonly restartPolicy?: pulumi.Input<string> | undefined;
                readonly runtimeClassName?: pulumi.Input<string> | undefined;
                readonly schedulerName?: pulumi.Input<string> | undefined;
                readonly schedulingGates?: pulumi.Input<readonly pulumi.Input<{
                  readonly name: pulumi.Input<string>;
                }>[]> | undefined;
                readonly securityContext?: pulumi.Input<{
                  readonly fsGroup?: pulumi.Input<number> | undefined;
                  readonly fsGroupChangePolicy?: pulumi.Input<string> | undefined;
                  readonly runAsGroup?: pulumi.Input<number> | undefined;
                  readonly runAsNonRoot?: pulumi.Input<boolean> | undefined;
                  readonly runAsUser?: pulumi.Input<number> | undefined;
                  readonly seLinuxOptions?: pulumi.Input<SeLinuxOptions> | undefined;
                  readonly seccompProfile?: pulumi.Input<SeccompProfile> | undefined;
                  readonly supplementalGroups?: pulumi.Input<readonly pulumi.Input<number>[]> | undefined;
                  readonly sysctls?: pulumi.Input<readonly pulumi.Input<HttpHeader>[]> | undefined;
                  readonly windowsOptions?: pulumi.Input<WindowsOptions> | undefined;
                }> | undefined;
                readonly serviceAccount?: pulumi.Input<string> | undefined;
                readonly serviceAccountName?: pulumi.Input<string> | undefined;
                readonly setHostnameAsFQDN?: pulumi.Input<boolean> | undefined;
                readonly shareProcessNamespace?: pulumi.Input<boolean> | undefined;
                readonly subdomain?: pulumi.Input<string> | undefined;
                readonly terminationGracePeriodSeconds?: pulumi.Input<number> | undefined;
                readonly tolerations?: pulumi.Input<readonly pulumi.Input<{
                  readonly effect?: pulumi.Input<string> | undefined;
                  readonly key?: pulumi.Input<string> | undefined;
                  readonly operator?: pulumi.Input<string> | undefined;
                  readonly tolerationSeconds?: pulumi.Input<number> | undefined;
                  readonly value?: pulumi.Input<string> | undefined;
                }>[]> | undefined;
                readonly topologySpreadConstraints?: pulumi.Input<readonly pulumi.Input<{
                  readonly labelSelector?: pulumi.Input<Selector> | undefined;
                  readonly matchLabelKeys?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
                  readonly maxSkew: pulumi.Input<number>;
                  readonly minDomains?: pulumi.Input<number> | undefined;
                  readonly nodeAffinityPolicy?: pulumi.Input<string> | undefined;
                  readonly nodeTaintsPolicy?: pulumi.Input<string> | undefined;
                  readonly topologyKey: pulumi.Input<string>;
                  readonly whenUnsatisfiable: pulumi.Input<string>;
                }>[]> | undefined;
                readonly volumes?: unknown;
              }> | undefined;
            }>;
            readonly ttlSecondsAfterFinished?: pulumi.Input<number> | undefined;
          }>;
        }> | undefined;
        readonly kayenta?: pulumi.Input<{
          readonly address: pulumi.Input<string>;
          readonly application: pulumi.Input<string>;
          readonly canaryConfigName: pulumi.Input<string>;
          readonly configurationAccountName: pulumi.Input<string>;
          readonly metricsAccountName: pulumi.Input<string>;
          readonly scopes: pulumi.Input<readonly pulumi.Input<{
            readonly controlScope: pulumi.Input<ControlScope>;
            readonly experimentScope: pulumi.Input<ControlScope>;
            readonly name: pulumi.Input<string>;
          }>[]>;
          readonly storageAccountName: pulumi.Input<string>;
          readonly threshold: pulumi.Input<{
            readonly marginal: pulumi.Input<number>;
            readonly pass: pulumi.Input<number>;
          }>;
        }> | undefined;
        readonly newRelic?: pulumi.Input<{
          readonly profile?: pulumi.Input<string> | undefined;
          readonly query: pulumi.Input<string>;
          readonly timeout?: pulumi.Input<number> | undefined;
        }> | undefined;
        readonly plugin?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
        readonly prometheus?: pulumi.Input<{
          readonly address?: pulumi.Input<string> | undefined;
          readonly authentication?: pulumi.Input<Authentication> | undefined;
          readonly headers?: pulumi.Input<readonly pulumi.Input<Header>[]> | undefined;
          readonly insecure?: pulumi.Input<boolean> | undefined;
          readonly query?: pulumi.Input<string> | undefined;
          readonly rangeQuery?: pulumi.Input<{
            readonly end?: pulumi.Input<string> | undefined;
            readonly start?: pulumi.Input<string> | undefined;
            readonly step?: pulumi.Input<string> | undefined;
          }> | undefined;
          readonly timeout?: pulumi.Input<number> | undefined;
        }> | undefined;
        readonly skywalking?: pulumi.Input<{
          readonly address?: pulumi.Input<string> | undefined;
          readonly interval?: pulumi.Input<string> | undefined;
          readonly query?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly wavefront?: pulumi.Input<Graphite> | undefined;
        readonly web?: pulumi.Input<{
          readonly authentication?: pulumi.Input<Authentication> | undefined;
          readonly body?: pulumi.Input<string> | undefined;
          readonly headers?: pulumi.Input<readonly pulumi.Input<Header>[]> | undefined;
          readonly insecure?: pulumi.Input<boolean> | undefined;
          readonly jsonBody?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
          readonly jsonPath?: pulumi.Input<string> | undefined;
          readonly method?: pulumi.Input<string> | undefined;
          readonly timeoutSeconds?: pulumi.Input<number> | undefined;
          readonly url: pulumi.Input<string>;
        }> | undefined;
      }>;
      readonly successCondition?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly templates?: pulumi.Input<readonly pulumi.Input<{
      readonly clusterScope?: pulumi.Input<boolean> | undefined;
      readonly templateName?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
  }>;
}

interface Header {
  readonly key: pulumi.Input<string>;
  readonly value: pulumi.Input<string>;
}

interface Authentication {
  readonly oauth2?: pulumi.Input<{
    readonly clientId?: pulumi.Input<string> | undefined;
    readonly clientSecret?: pulumi.Input<string> | undefined;
    readonly scopes?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly tokenUrl?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly sigv4?: pulumi.Input<{
    readonly profile?: pulumi.Input<string> | undefined;
    readonly region?: pulumi.Input<string> | undefined;
    readonly roleArn?: pulumi.Input<string> | undefined;
  }> | undefined;
}

interface ControlScope {
  readonly end: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
  readonly scope: pulumi.Input<string>;
  readonly start: pulumi.Input<string>;
  readonly step: pulumi.Input<number>;
}

interface Container {
  readonly args?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly command?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly env?: pulumi.Input<readonly pulumi.Input<Env>[]> | undefined;
  readonly envFrom?: pulumi.Input<readonly pulumi.Input<EnvFrom>[]> | undefined;
  readonly image?: pulumi.Input<string> | undefined;
  readonly imagePullPolicy?: pulumi.Input<string> | undefined;
  readonly lifecycle?: pulumi.Input<Lifecycle> | undefined;
  readonly livenessProbe?: pulumi.Input<LivenessProbe> | undefined;
  readonly name: pulumi.Input<string>;
  readonly ports?: pulumi.Input<readonly pulumi.Input<Port>[]> | undefined;
  readonly readinessProbe?: pulumi.Input<LivenessProbe> | undefined;
  readonly resizePolicy?: pulumi.Input<readonly pulumi.Input<ResizePolicy>[]> | undefined;
  readonly resources?: pulumi.Input<Resources> | undefined;
  readonly restartPolicy?: pulumi.Input<string> | undefined;
  readonly securityContext?: pulumi.Input<SecurityContext> | undefined;
  readonly startupProbe?: pulumi.Input<LivenessProbe> | undefined;
  readonly stdin?: pulumi.Input<boolean> | undefined;
  readonly stdinOnce?: pulumi.Input<boolean> | undefined;
  readonly terminationMessagePath?: pulumi.Input<string> | undefined;
  readonly terminationMessagePolicy?: pulumi.Input<string> | undefined;
  readonly tty?: pulumi.Input<boolean> | undefined;
  readonly volumeDevices?: pulumi.Input<readonly pulumi.Input<VolumeDevice>[]> | undefined;
  readonly volumeMounts?: pulumi.Input<readonly pulumi.Input<VolumeMount>[]> | undefined;
  readonly workingDir?: pulumi.Input<string> | undefined;
}

interface VolumeMount {
  readonly mountPath: pulumi.Input<string>;
  readonly mountPropagation?: pulumi.Input<string> | undefined;
  readonly name: pulumi.Input<string>;
  readonly readOnly?: pulumi.Input<boolean> | undefined;
  readonly subPath?: pulumi.Input<string> | undefined;
  readonly subPathExpr?: pulumi.Input<string> | undefined;
}

interface VolumeDevice {
  readonly devicePath: pulumi.Input<string>;
  readonly name: pulumi.Input<string>;
}

interface SecurityContext {
  readonly allowPrivilegeEscalation?: pulumi.Input<boolean> | undefined;
  readonly capabilities?: pulumi.Input<{
    readonly add?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly drop?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  }> | undefined;
  readonly privileged?: pulumi.Input<boolean> | undefined;
  readonly procMount?: pulumi.Input<string> | undefined;
  readonly readOnlyRootFilesystem?: pulumi.Input<boolean> | undefined;
  readonly runAsGroup?: pulumi.Input<number> | undefined;
  readonly runAsNonRoot?: pulumi.Input<boolean> | undefined;
  readonly runAsUser?: pulumi.Input<number> | undefined;
  readonly seLinuxOptions?: pulumi.Input<SeLinuxOptions> | undefined;
  readonly seccompProfile?: pulumi.Input<SeccompProfile> | undefined;
  readonly windowsOptions?: pulumi.Input<WindowsOptions> | undefined;
}

interface WindowsOptions {
  readonly gmsaCredentialSpec?: pulumi.Input<string> | undefined;
  readonly gmsaCredentialSpecName?: pulumi.Input<string> | undefined;
  readonly hostProcess?: pulumi.Input<boolean> | undefined;
  readonly runAsUserName?: pulumi.Input<string> | undefined;
}

interface SeccompProfile {
  readonly localhostProfile?: pulumi.Input<string> | undefined;
  readonly type: pulumi.Input<string>;
}

interface SeLinuxOptions {
  readonly level?: pulumi.Input<string> | undefined;
  readonly role?: pulumi.Input<string> | undefined;
  readonly type?: pulumi.Input<string> | undefined;
  readonly user?: pulumi.Input<string> | undefined;
}

interface Resources {
  readonly claims?: pulumi.Input<readonly pulumi.Input<{
    readonly name: pulumi.Input<string>;
  }>[]> | undefined;
  readonly limits?: unknown;
  readonly requests?: unknown;
}

interface ResizePolicy {
  readonly resourceName: pulumi.Input<string>;
  readonly restartPolicy: pulumi.Input<string>;
}

interface Port {
  readonly containerPort: pulumi.Input<number>;
  readonly hostIP?: pulumi.Input<string> | undefined;
  readonly hostPort?: pulumi.Input<number> | undefined;
  readonly name?: pulumi.Input<string> | undefined;
  readonly protocol?: pulumi.Input<string> | undefined;
}

interface LivenessProbe {
  readonly exec?: pulumi.Input<Exec> | undefined;
  readonly failureThreshold?: pulumi.Input<number> | undefined;
  readonly grpc?: pulumi.Input<{
    readonly port: pulumi.Input<number>;
    readonly service?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly httpGet?: pulumi.Input<HttpGet> | undefined;
  readonly initialDelaySeconds?: pulumi.Input<number> | undefined;
  readonly periodSeconds?: pulumi.Input<number> | undefined;
  readonly successThreshold?: pulumi.Input<number> | undefined;
  readonly tcpSocket?: pulumi.Input<TcpSocket> | undefined;
  readonly terminationGracePeriodSeconds?: pulumi.Input<number> | undefined;
  readonly timeoutSeconds?: pulumi.Input<number> | undefined;
}

interface Lifecycle {
  readonly postStart?: pulumi.Input<PostStart> | undefined;
  readonly preStop?: pulumi.Input<PostStart> | undefined;
}

interface PostStart {
  readonly exec?: pulumi.Input<Exec> | undefined;
  readonly httpGet?: pulumi.Input<HttpGet> | undefined;
  readonly sleep?: pulumi.Input<{
    readonly seconds: pulumi.Input<number>;
  }> | undefined;
  readonly tcpSocket?: pulumi.Input<TcpSocket> | undefined;
}

interface TcpSocket {
  readonly host?: pulumi.Input<string> | undefined;
  readonly port: pulumi.Input<number | string>;
}

interface HttpGet {
  readonly host?: pulumi.Input<string> | undefined;
  readonly httpHeaders?: pulumi.Input<readonly pulumi.Input<HttpHeader>[]> | undefined;
  readonly path?: pulumi.Input<string> | undefined;
  readonly port: pulumi.Input<number | string>;
  readonly scheme?: pulumi.Input<string> | undefined;
}

interface HttpHeader {
  readonly name: pulumi.Input<string>;
  readonly value: pulumi.Input<string>;
}

interface Exec {
  readonly command?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
}

interface EnvFrom {
  readonly configMapRef?: pulumi.Input<ConfigMapRef> | undefined;
  readonly prefix?: pulumi.Input<string> | undefined;
  readonly secretRef?: pulumi.Input<ConfigMapRef> | undefined;
}

interface ConfigMapRef {
  readonly name?: pulumi.Input<string> | undefined;
  readonly optional?: pulumi.Input<boolean> | undefined;
}

interface Env {
  readonly name: pulumi.Input<string>;
  readonly value?: pulumi.Input<string> | undefined;
  readonly valueFrom?: pulumi.Input<{
    readonly configMapKeyRef?: pulumi.Input<ConfigMapKeyRef> | undefined;
    readonly fieldRef?: pulumi.Input<{
      readonly apiVersion?: pulumi.Input<string> | undefined;
      readonly fieldPath: pulumi.Input<string>;
    }> | undefined;
    readonly resourceFieldRef?: pulumi.Input<{
      readonly containerName?: pulumi.Input<string> | undefined;
      readonly divisor?: pulumi.Input<number | string> | undefined;
      readonly resource: pulumi.Input<string>;
    }> | undefined;
    readonly secretKeyRef?: pulumi.Input<ConfigMapKeyRef> | undefined;
  }> | undefined;
}

interface ConfigMapKeyRef {
  readonly key: pulumi.Input<string>;
  readonly name?: pulumi.Input<string> | undefined;
  readonly optional?: pulumi.Input<boolean> | undefined;
}

interface PodAffinity {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: pulumi.Input<readonly pulumi.Input<{
    readonly podAffinityTerm: pulumi.Input<PodAffinityTerm>;
    readonly weight: pulumi.Input<number>;
  }>[]> | undefined;
  readonly requiredDuringSchedulingIgnoredDuringExecution?: pulumi.Input<readonly pulumi.Input<PodAffinityTerm>[]> | undefined;
}

interface PodAffinityTerm {
  readonly labelSelector?: pulumi.Input<Selector> | undefined;
  readonly matchLabelKeys?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly mismatchLabelKeys?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly namespaceSelector?: pulumi.Input<Selector> | undefined;
  readonly namespaces?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly topologyKey: pulumi.Input<string>;
}

interface Preference {
  readonly matchExpressions?: pulumi.Input<readonly pulumi.Input<MatchExpression>[]> | undefined;
  readonly matchFields?: pulumi.Input<readonly pulumi.Input<MatchExpression>[]> | undefined;
}

interface Selector {
  readonly matchExpressions?: pulumi.Input<readonly pulumi.Input<MatchExpression>[]> | undefined;
  readonly matchLabels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface MatchExpression {
  readonly key: pulumi.Input<string>;
  readonly operator: pulumi.Input<string>;
  readonly values?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
}

interface Metadata {
  readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface Graphite {
  readonly address?: pulumi.Input<string> | undefined;
  readonly query?: pulumi.Input<string> | undefined;
}

interface Dimension {
  readonly name?: pulumi.Input<string> | undefined;
  readonly value?: pulumi.Input<string> | undefined;
}
