// Generated from the definition in argo-rollouts v1.8.3 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of Rollout. */
export interface RolloutArgs extends RolloutFields {
  readonly metadata: ObjectMetadata;
}

export interface RolloutFields {
  readonly spec: pulumi.Input<{
    readonly analysis?: pulumi.Input<{
      readonly successfulRunHistoryLimit?: pulumi.Input<number> | undefined;
      readonly unsuccessfulRunHistoryLimit?: pulumi.Input<number> | undefined;
    }> | undefined;
    readonly minReadySeconds?: pulumi.Input<number> | undefined;
    readonly paused?: pulumi.Input<boolean> | undefined;
    readonly progressDeadlineAbort?: pulumi.Input<boolean> | undefined;
    readonly progressDeadlineSeconds?: pulumi.Input<number> | undefined;
    readonly replicas?: pulumi.Input<number> | undefined;
    readonly restartAt?: pulumi.Input<string> | undefined;
    readonly revisionHistoryLimit?: pulumi.Input<number> | undefined;
    readonly rollbackWindow?: pulumi.Input<{
      readonly revisions?: pulumi.Input<number> | undefined;
    }> | undefined;
    readonly selector?: pulumi.Input<Selector> | undefined;
    readonly strategy?: pulumi.Input<{
      readonly blueGreen?: pulumi.Input<{
        readonly abortScaleDownDelaySeconds?: pulumi.Input<number> | undefined;
        readonly activeMetadata?: pulumi.Input<ActiveMetadata> | undefined;
        readonly activeService: pulumi.Input<string>;
        readonly antiAffinity?: pulumi.Input<AntiAffinity> | undefined;
        readonly autoPromotionEnabled?: pulumi.Input<boolean> | undefined;
        readonly autoPromotionSeconds?: pulumi.Input<number> | undefined;
        readonly maxUnavailable?: pulumi.Input<number | string> | undefined;
        readonly postPromotionAnalysis?: pulumi.Input<PostPromotionAnalysis> | undefined;
        readonly prePromotionAnalysis?: pulumi.Input<PostPromotionAnalysis> | undefined;
        readonly previewMetadata?: pulumi.Input<ActiveMetadata> | undefined;
        readonly previewReplicaCount?: pulumi.Input<number> | undefined;
        readonly previewService?: pulumi.Input<string> | undefined;
        readonly scaleDownDelayRevisionLimit?: pulumi.Input<number> | undefined;
        readonly scaleDownDelaySeconds?: pulumi.Input<number> | undefined;
      }> | undefined;
      readonly canary?: pulumi.Input<{
        readonly abortScaleDownDelaySeconds?: pulumi.Input<number> | undefined;
        readonly analysis?: pulumi.Input<{
          readonly analysisRunMetadata?: pulumi.Input<ActiveMetadata> | undefined;
          readonly args?: pulumi.Input<readonly pulumi.Input<Arg>[]> | undefined;
          readonly dryRun?: pulumi.Input<readonly pulumi.Input<{
            readonly metricName: pulumi.Input<string>;
          }>[]> | undefined;
          readonly measurementRetention?: pulumi.Input<readonly pulumi.Input<MeasurementRetention>[]> | undefined;
          readonly startingStep?: pulumi.Input<number> | undefined;
          readonly templates?: pulumi.Input<readonly pulumi.Input<Template>[]> | undefined;
        }> | undefined;
        readonly antiAffinity?: pulumi.Input<AntiAffinity> | undefined;
        readonly canaryMetadata?: pulumi.Input<ActiveMetadata> | undefined;
        readonly canaryService?: pulumi.Input<string> | undefined;
        readonly dynamicStableScale?: pulumi.Input<boolean> | undefined;
        readonly maxSurge?: pulumi.Input<number | string> | undefined;
        readonly maxUnavailable?: pulumi.Input<number | string> | undefined;
        readonly minPodsPerReplicaSet?: pulumi.Input<number> | undefined;
        readonly pingPong?: pulumi.Input<{
          readonly pingService: pulumi.Input<string>;
          readonly pongService: pulumi.Input<string>;
        }> | undefined;
        readonly scaleDownDelayRevisionLimit?: pulumi.Input<number> | undefined;
        readonly scaleDownDelaySeconds?: pulumi.Input<number> | undefined;
        readonly stableMetadata?: pulumi.Input<ActiveMetadata> | undefined;
        readonly stableService?: pulumi.Input<string> | undefined;
        readonly steps?: pulumi.Input<readonly pulumi.Input<{
          readonly analysis?: pulumi.Input<PostPromotionAnalysis> | undefined;
          readonly experiment?: pulumi.Input<{
            readonly analyses?: pulumi.Input<readonly pulumi.Input<{
              readonly args?: pulumi.Input<readonly pulumi.Input<Arg>[]> | undefined;
              readonly clusterScope?: pulumi.Input<boolean> | undefined;
              readonly name: pulumi.Input<string>;
              readonly requiredForCompletion?: pulumi.Input<boolean> | undefined;
              readonly templateName: pulumi.Input<string>;
            }>[]> | undefined;
            readonly analysisRunMetadata?: pulumi.Input<ActiveMetadata> | undefined;
            readonly dryRun?: pulumi.Input<readonly pulumi.Input<{
              readonly metricName: pulumi.Input<string>;
            }>[]> | undefined;
            readonly duration?: pulumi.Input<string> | undefined;
            readonly templates: pulumi.Input<readonly pulumi.Input<{
              readonly metadata?: pulumi.Input<ActiveMetadata> | undefined;
              readonly name: pulumi.Input<string>;
              readonly replicas?: pulumi.Input<number> | undefined;
              readonly selector?: pulumi.Input<Selector> | undefined;
              readonly service?: pulumi.Input<{
                readonly name?: pulumi.Input<string> | undefined;
              }> | undefined;
              readonly specRef: pulumi.Input<string>;
              readonly weight?: pulumi.Input<number> | undefined;
            }>[]>;
          }> | undefined;
          readonly pause?: pulumi.Input<{
            readonly duration?: pulumi.Input<number | string> | undefined;
          }> | undefined;
          readonly plugin?: pulumi.Input<{
            readonly config?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
            readonly name: pulumi.Input<string>;
          }> | undefined;
          readonly setCanaryScale?: pulumi.Input<{
            readonly matchTrafficWeight?: pulumi.Input<boolean> | undefined;
            readonly replicas?: pulumi.Input<number> | undefined;
            readonly weight?: pulumi.Input<number> | undefined;
          }> | undefined;
          readonly setHeaderRoute?: pulumi.Input<{
            readonly match?: pulumi.Input<readonly pulumi.Input<{
              readonly headerName: pulumi.Input<string>;
              readonly headerValue: pulumi.Input<HeaderValue>;
            }>[]> | undefined;
            readonly name?: pulumi.Input<string> | undefined;
          }> | undefined;
          readonly setMirrorRoute?: pulumi.Input<{
            readonly match?: pulumi.Input<readonly pulumi.Input<{
              readonly headers?: pulumi.Input<Readonly<Record<string, pulumi.Input<HeaderValue>>>> | undefined;
              readonly method?: pulumi.Input<HeaderValue> | undefined;
              readonly path?: pulumi.Input<HeaderValue> | undefined;
            }>[]> | undefined;
            readonly name: pulumi.Input<string>;
            readonly percentage?: pulumi.Input<number> | undefined;
          }> | undefined;
          readonly setWeight?: pulumi.Input<number> | undefined;
        }>[]> | undefined;
        readonly trafficRouting?: pulumi.Input<{
          readonly alb?: pulumi.Input<{
            readonly annotationPrefix?: pulumi.Input<string> | undefined;
            readonly ingress?: pulumi.Input<string> | undefined;
            readonly ingresses?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
            readonly rootService?: pulumi.Input<string> | undefined;
            readonly servicePort: pulumi.Input<number>;
            readonly stickinessConfig?: pulumi.Input<{
              readonly durationSeconds: pulumi.Input<number>;
              readonly enabled: pulumi.Input<boolean>;
            }> | undefined;
          }> | undefined;
          readonly ambassador?: pulumi.Input<{
            readonly mappings: pulumi.Input<readonly pulumi.Input<string>[]>;
          }> | undefined;
          readonly apisix?: pulumi.Input<{
            readonly route?: pulumi.Input<{
              readonly name: pulumi.Input<string>;
              readonly rules?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
            }> | undefined;
          }> | undefined;
          readonly appMesh?: pulumi.Input<{
            readonly virtualNodeGroup?: pulumi.Input<{
              readonly canaryVirtualNodeRef: pulumi.Input<{
                readonly name: pulumi.Input<string>;
              }>;
              readonly stableVirtualNodeRef: pulumi.Input<{
                readonly name: pulumi.Input<string>;
              }>;
            }> | undefined;
            readonly virtualService?: pulumi.Input<{
              readonly name: pulumi.Input<string>;
              readonly routes?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
            }> | undefined;
          }> | undefined;
          readonly istio?: pulumi.Input<{
            readonly destinationRule?: pulumi.Input<{
              readonly canarySubsetName: pulumi.Input<string>;
              readonly name: pulumi.Input<string>;
              readonly stableSubsetName: pulumi.Input<string>;
            }> | undefined;
            readonly virtualService?: pulumi.Input<VirtualService> | undefined;
            readonly virtualServices?: pulumi.Input<readonly pulumi.Input<VirtualService>[]> | undefined;
          }> | undefined;
          readonly managedRoutes?: pulumi.Input<readonly pulumi.Input<{
            readonly name: pulumi.Input<string>;
          }>[]> | undefined;
          readonly maxTrafficWeight?: pulumi.Input<number> | undefined;
          readonly nginx?: pulumi.Input<{
            readonly additionalIngressAnnotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
            readonly annotationPrefix?: pulumi.Input<string> | undefined;
            readonly canaryIngressAnnotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
            readonly stableIngress?: pulumi.Input<string> | undefined;
            readonly stableIngresses?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
          }> | undefined;
          readonly plugins?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
          readonly smi?: pulumi.Input<{
            readonly rootService?: pulumi.Input<string> | undefined;
            readonly trafficSplitName?: pulumi.Input<string> | undefined;
          }> | undefined;
          readonly traefik?: pulumi.Input<{
            readonly weightedTraefikServiceName: pulumi.Input<string>;
          }> | undefined;
        }> | undefined;
      }> | undefined;
    }> | undefined;
    readonly template?: pulumi.Input<{
      readonly metadata?: pulumi.Input<ActiveMetadata> | undefined;
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
          readonly options?: pulumi.Input<readonly pulumi.Input<{
            readonly name?: pulumi.Input<string> | undefined;
            readonly value?: pulumi.Input<string> | undefined;
          }>[]> | undefined;
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
        readonly volumes?: pulumi.Input<readonly pulumi.Input<unknown>[]> | undefined;
      }> | undefined;
    }> | undefined;
    readonly workloadRef?: pulumi.Input<{
      readonly apiVersion?: pulumi.Input<string> | undefined;
      readonly kind?: pulumi.Input<string> | undefined;
      readonly name?: pulumi.Input<string> | undefined;
      readonly scaleDown?: pulumi.Input<string> | undefined;
    }> | undefined;
  }>;
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

interface VirtualService {
  readonly name: pulumi.Input<string>;
  readonly routes?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly tcpRoutes?: pulumi.Input<readonly pulumi.Input<{
    readonly port?: pulumi.Input<number> | undefined;
  }>[]> | undefined;
  readonly tlsRoutes?: pulumi.Input<readonly pulumi.Input<{
    readonly port?: pulumi.Input<number> | undefined;
    readonly sniHosts?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  }>[]> | undefined;
}

interface HeaderValue {
  readonly exact?: pulumi.Input<string> | undefined;
  readonly prefix?: pulumi.Input<string> | undefined;
  readonly regex?: pulumi.Input<string> | undefined;
}

interface PostPromotionAnalysis {
  readonly analysisRunMetadata?: pulumi.Input<ActiveMetadata> | undefined;
  readonly args?: pulumi.Input<readonly pulumi.Input<Arg>[]> | undefined;
  readonly dryRun?: pulumi.Input<readonly pulumi.Input<{
    readonly metricName: pulumi.Input<string>;
  }>[]> | undefined;
  readonly measurementRetention?: pulumi.Input<readonly pulumi.Input<MeasurementRetention>[]> | undefined;
  readonly templates?: pulumi.Input<readonly pulumi.Input<Template>[]> | undefined;
}

interface Template {
  readonly clusterScope?: pulumi.Input<boolean> | undefined;
  readonly templateName?: pulumi.Input<string> | undefined;
}

interface MeasurementRetention {
  readonly limit: pulumi.Input<number>;
  readonly metricName: pulumi.Input<string>;
}

interface Arg {
  readonly name: pulumi.Input<string>;
  readonly value?: pulumi.Input<string> | undefined;
  readonly valueFrom?: pulumi.Input<{
    readonly fieldRef?: pulumi.Input<{
      readonly fieldPath: pulumi.Input<string>;
    }> | undefined;
    readonly podTemplateHashValue?: pulumi.Input<string> | undefined;
  }> | undefined;
}

interface AntiAffinity {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: pulumi.Input<{
    readonly weight: pulumi.Input<number>;
  }> | undefined;
  readonly requiredDuringSchedulingIgnoredDuringExecution?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
}

interface ActiveMetadata {
  readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
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
