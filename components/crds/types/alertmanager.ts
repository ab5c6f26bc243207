// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of Alertmanager. */
export interface AlertmanagerArgs extends AlertmanagerFields {
  readonly metadata: ObjectMetadata;
}

export interface AlertmanagerFields {
  readonly spec: pulumi.Input<{
    readonly additionalArgs?: pulumi.Input<readonly pulumi.Input<AdditionalArg>[]> | undefined;
    readonly additionalPeers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
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
    readonly alertmanagerConfigMatcherStrategy?: pulumi.Input<{
      readonly type?: pulumi.Input<"OnNamespace" | "OnNamespaceExceptForAlertmanagerNamespace" | "None"> | undefined;
    }> | undefined;
    readonly alertmanagerConfigNamespaceSelector?: pulumi.Input<LabelSelector> | undefined;
    readonly alertmanagerConfigSelector?: pulumi.Input<LabelSelector> | undefined;
    readonly alertmanagerConfiguration?: pulumi.Input<{
      readonly global?: pulumi.Input<{
        readonly httpConfig?: pulumi.Input<{
          readonly authorization?: pulumi.Input<{
            readonly credentials?: pulumi.Input<Credentials> | undefined;
            readonly type?: pulumi.Input<string> | undefined;
          }> | undefined;
          readonly basicAuth?: pulumi.Input<{
            readonly password?: pulumi.Input<Credentials> | undefined;
            readonly username?: pulumi.Input<Credentials> | undefined;
          }> | undefined;
          readonly bearerTokenSecret?: pulumi.Input<Credentials> | undefined;
          readonly followRedirects?: pulumi.Input<boolean> | undefined;
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
          readonly proxyConnectHeader?: pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<Credentials>[]>>>> | undefined;
          readonly proxyFromEnvironment?: pulumi.Input<boolean> | undefined;
          readonly proxyUrl?: pulumi.Input<string> | undefined;
          readonly tlsConfig?: pulumi.Input<TlsConfig> | undefined;
        }> | undefined;
        readonly jira?: pulumi.Input<{
          readonly apiURL?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly opsGenieApiKey?: pulumi.Input<Credentials> | undefined;
        readonly opsGenieApiUrl?: pulumi.Input<Credentials> | undefined;
        readonly pagerdutyUrl?: pulumi.Input<string> | undefined;
        readonly resolveTimeout?: pulumi.Input<string> | undefined;
        readonly rocketChat?: pulumi.Input<{
          readonly apiURL?: pulumi.Input<string> | undefined;
          readonly token?: pulumi.Input<Credentials> | undefined;
          readonly tokenID?: pulumi.Input<Credentials> | undefined;
        }> | undefined;
        readonly slackApiUrl?: pulumi.Input<Credentials> | undefined;
        readonly smtp?: pulumi.Input<{
          readonly authIdentity?: pulumi.Input<string> | undefined;
          readonly authPassword?: pulumi.Input<Credentials> | undefined;
          readonly authSecret?: pulumi.Input<Credentials> | undefined;
          readonly authUsername?: pulumi.Input<string> | undefined;
          readonly from?: pulumi.Input<string> | undefined;
          readonly hello?: pulumi.Input<string> | undefined;
          readonly requireTLS?: pulumi.Input<boolean> | undefined;
          readonly smartHost?: pulumi.Input<{
            readonly host: pulumi.Input<string>;
            readonly port: pulumi.Input<string>;
          }> | undefined;
          readonly tlsConfig?: pulumi.Input<TlsConfig> | undefined;
        }> | undefined;
        readonly telegram?: pulumi.Input<{
          readonly apiURL?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly victorops?: pulumi.Input<{
          readonly apiKey?: pulumi.Input<Credentials> | undefined;
          readonly apiURL?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly webex?: pulumi.Input<{
          readonly apiURL?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly wechat?: pulumi.Input<{
          readonly apiCorpID?: pulumi.Input<string> | undefined;
          readonly apiSecret?: pulumi.Input<Credentials> | undefined;
          readonly apiURL?: pulumi.Input<string> | undefined;
        }> | undefined;
      }> | undefined;
      readonly name?: pulumi.Input<string> | undefined;
      readonly templates?: pulumi.Input<readonly pulumi.Input<ClientId>[]> | undefined;
    }> | undefined;
    readonly automountServiceAccountToken?: pulumi.Input<boolean> | undefined;
    readonly baseImage?: pulumi.Input<string> | undefined;
    readonly clusterAdvertiseAddress?: pulumi.Input<string> | undefined;
    readonly clusterGossipInterval?: pulumi.Input<string> | undefined;
    readonly clusterLabel?: pulumi.Input<string> | undefined;
    readonly clusterPeerTimeout?: pulumi.Input<string> | undefined;
    readonly clusterPushpullInterval?: pulumi.Input<string> | undefined;
    readonly clusterTLS?: pulumi.Input<{
      readonly client: pulumi.Input<TlsConfig>;
      readonly server: pulumi.Input<Server>;
    }> | undefined;
    readonly configMaps?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly configSecret?: pulumi.Input<string> | undefined;
    readonly containers?: pulumi.Input<readonly pulumi.Input<Container>[]> | undefined;
    readonly dnsConfig?: pulumi.Input<{
      readonly nameservers?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly options?: pulumi.Input<readonly pulumi.Input<AdditionalArg>[]> | undefined;
      readonly searches?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    }> | undefined;
    readonly dnsPolicy?: pulumi.Input<"ClusterFirstWithHostNet" | "ClusterFirst" | "Default" | "None"> | undefined;
    readonly enableFeatures?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly enableServiceLinks?: pulumi.Input<boolean> | undefined;
    readonly externalUrl?: pulumi.Input<string> | undefined;
    readonly forceEnableClusterMode?: pulumi.Input<boolean> | undefined;
    readonly hostAliases?: pulumi.Input<readonly pulumi.Input<{
      readonly hostnames: pulumi.Input<readonly pulumi.Input<string>[]>;
      readonly ip: pulumi.Input<string>;
    }>[]> | undefined;
    readonly hostUsers?: pulumi.Input<boolean> | undefined;
    readonly image?: pulumi.Input<string> | undefined;
    readonly imagePullPolicy?: pulumi.Input<"" | "Always" | "Never" | "IfNotPresent"> | undefined;
    readonly imagePullSecrets?: pulumi.Input<readonly pulumi.Input<{
      readonly name?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly initContainers?: pulumi.Input<readonly pulumi.Input<Container>[]> | undefined;
    readonly limits?: pulumi.Input<{
      readonly maxPerSilenceBytes?: pulumi.Input<string> | undefined;
      readonly maxSilences?: pulumi.Input<number> | undefined;
    }> | undefined;
    readonly listenLocal?: pulumi.Input<boolean> | undefined;
    readonly logFormat?: pulumi.Input<"" | "logfmt" | "json"> | undefined;
    readonly logLevel?: pulumi.Input<"" | "debug" | "info" | "warn" | "error"> | undefined;
    readonly minReadySeconds?: pulumi.Input<number> | undefined;
    readonly nodeSelector?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
    readonly paused?: pulumi.Input<boolean> | undefined;
    readonly persistentVolumeClaimRetentionPolicy?: pulumi.Input<{
      readonly whenDeleted?: pulumi.Input<string> | undefined;
      readonly whenScaled?: pulumi.Input<string> | undefined;
    }> | undefined;
    readonly podMetadata?: pulumi.Input<PodMetadata> | undefined;
    readonly portName?: pulumi.Input<string> | undefined;
    readonly priorityClassName?: pulumi.Input<string> | undefined;
    readonly replicas?: pulumi.Input<number> | undefined;
    readonly resources?: pulumi.Input<Resources> | undefined;
    readonly retention?: pulumi.Input<string> | undefined;
    readonly routePrefix?: pulumi.Input<string> | undefined;
    readonly secrets?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly securityContext?: pulumi.Input<{
      readonly appArmorProfile?: pulumi.Input<AppArmorProfile> | undefined;
      readonly fsGroup?: pulumi.Input<number> | undefined;
      readonly fsGroupChangePolicy?: pulumi.Input<string> | undefined;
      readonly runAsGroup?: pulumi.Input<number> | undefined;
      readonly runAsNonRoot?: pulumi.Input<boolean> | undefined;
      readonly runAsUser?: pulumi.Input<number> | undefined;
      readonly seLinuxChangePolicy?: pulumi.Input<string> | undefined;
      readonly seLinuxOptions?: pulumi.Input<SeLinuxOptions> | undefined;
      readonly seccompProfile?: pulumi.Input<AppArmorProfile> | undefined;
      readonly supplementalGroups?: pulumi.Input<readonly pulumi.Input<number>[]> | undefined;
      readonly supplementalGroupsPolicy?: pulumi.Input<string> | undefined;
      readonly sysctls?: pulumi.Input<readonly pulumi.Input<HttpHeader>[]> | undefined;
      readonly windowsOptions?: pulumi.Input<WindowsOptions> | undefined;
    }> | undefined;
    readonly serviceAccountName?: pulumi.Input<string> | undefined;
    readonly serviceName?: pulumi.Input<string> | undefined;
    readonly sha?: pulumi.Input<string> | undefined;
    readonly storage?: pulumi.Input<{
      readonly disableMountSubPath?: pulumi.Input<boolean> | undefined;
      readonly emptyDir?: pulumi.Input<EmptyDir> | undefined;
      readonly ephemeral?: pulumi.Input<Ephemeral> | undefined;
      readonly volumeClaimTemplate?: pulumi.Input<{
        readonly apiVersion?: pulumi.Input<string> | undefined;
        readonly kind?: pulumi.Input<string> | undefined;
        readonly metadata?: pulumi.Input<PodMetadata> | undefined;
        readonly spec?: pulumi.Input<Spec> | undefined;
        readonly status?: pulumi.Input<{
          readonly accessModes?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
          readonly allocatedResourceStatuses?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
          readonly allocatedResources?: pulumi.Input<Readonly<Record<string, pulumi.Input<number | string>>>> | undefined;
          readonly capacity?: pulumi.Input<Readonly<Record<string, pulumi.Input<number | string>>>> | undefined;
          readonly conditions?: pulumi.Input<readonly pulumi.Input<{
            readonly lastProbeTime?: pulumi.Input<string> | undefined;
            readonly lastTransitionTime?: pulumi.Input<string> | undefined;
            readonly message?: pulumi.Input<string> | undefined;
            readonly reason?: pulumi.Input<string> | undefined;
            readonly status: pulumi.Input<string>;
            readonly type: pulumi.Input<string>;
          }>[]> | undefined;
          readonly currentVolumeAttributesClassName?: pulumi.Input<string> | undefined;
          readonly modifyVolumeStatus?: pulumi.Input<{
            readonly status: pulumi.Input<string>;
            readonly targetVolumeAttributesClassName?: pulumi.Input<string> | undefined;
          }> | undefined;
          readonly phase?: pulumi.Input<string> | undefined;
        }> | undefined;
      }> | undefined;
    }> | undefined;
    readonly tag?: pulumi.Input<string> | undefined;
    readonly terminationGracePeriodSeconds?: pulumi.Input<number> | undefined;
    readonly tolerations?: pulumi.Input<readonly pulumi.Input<{
      readonly effect?: pulumi.Input<string> | undefined;
      readonly key?: pulumi.Input<string> | undefined;
      readonly operator?: pulumi.Input<string> | undefined;
      readonly tolerationSeconds?: pulumi.Input<number> | undefined;
      readonly value?: pulumi.Input<string> | undefined;
    }>[]> | undefined;
    readonly topologySpreadConstraints?: pulumi.Input<readonly pulumi.Input<{
      readonly labelSelector?: pulumi.Input<LabelSelector> | undefined;
      readonly matchLabelKeys?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly maxSkew: pulumi.Input<number>;
      readonly minDomains?: pulumi.Input<number> | undefined;
      readonly nodeAffinityPolicy?: pulumi.Input<string> | undefined;
      readonly nodeTaintsPolicy?: pulumi.Input<string> | undefined;
      readonly topologyKey: pulumi.Input<string>;
      readonly whenUnsatisfiable: pulumi.Input<string>;
    }>[]> | undefined;
    readonly version?: pulumi.Input<string> | undefined;
    readonly volumeMounts?: pulumi.Input<readonly pulumi.Input<VolumeMount>[]> | undefined;
    readonly volumes?: pulumi.Input<readonly pulumi.Input<{
      readonly awsElasticBlockStore?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly partition?: pulumi.Input<number> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly volumeID: pulumi.Input<string>;
      }> | undefined;
      readonly azureDisk?: pulumi.Input<{
        readonly cachingMode?: pulumi.Input<string> | undefined;
        readonly diskName: pulumi.Input<string>;
        readonly diskURI: pulumi.Input<string>;
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly kind?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
      }> | undefined;
      readonly azureFile?: pulumi.Input<{
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretName: pulumi.Input<string>;
        readonly shareName: pulumi.Input<string>;
      }> | undefined;
      readonly cephfs?: pulumi.Input<{
        readonly monitors: pulumi.Input<readonly pulumi.Input<string>[]>;
        readonly path?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretFile?: pulumi.Input<string> | undefined;
        readonly secretRef?: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly user?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly cinder?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretRef?: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly volumeID: pulumi.Input<string>;
      }> | undefined;
      readonly configMap?: pulumi.Input<{
        readonly defaultMode?: pulumi.Input<number> | undefined;
        readonly items?: pulumi.Input<readonly pulumi.Input<Item>[]> | undefined;
        readonly name?: pulumi.Input<string> | undefined;
        readonly optional?: pulumi.Input<boolean> | undefined;
      }> | undefined;
      readonly csi?: pulumi.Input<{
        readonly driver: pulumi.Input<string>;
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly nodePublishSecretRef?: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly volumeAttributes?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
      }> | undefined;
      readonly downwardAPI?: pulumi.Input<{
        readonly defaultMode?: pulumi.Input<number> | undefined;
        readonly items?: pulumi.Input<readonly pulumi.Input<Item2>[]> | undefined;
      }> | undefined;
      readonly emptyDir?: pulumi.Input<EmptyDir> | undefined;
      readonly ephemeral?: pulumi.Input<Ephemeral> | undefined;
      readonly fc?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly lun?: pulumi.Input<number> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly targetWWNs?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
        readonly wwids?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      }> | undefined;
      readonly flexVolume?: pulumi.Input<{
        readonly driver: pulumi.Input<string>;
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly options?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretRef?: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }> | undefined;
      }> | undefined;
      readonly flocker?: pulumi.Input<{
        readonly datasetName?: pulumi.Input<string> | undefined;
        readonly datasetUUID?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly gcePersistentDisk?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly partition?: pulumi.Input<number> | undefined;
        readonly pdName: pulumi.Input<string>;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
      }> | undefined;
      readonly gitRepo?: pulumi.Input<{
        readonly directory?: pulumi.Input<string> | undefined;
        readonly repository: pulumi.Input<string>;
        readonly revision?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly glusterfs?: pulumi.Input<{
        readonly endpoints: pulumi.Input<string>;
        readonly path: pulumi.Input<string>;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
      }> | undefined;
      readonly hostPath?: pulumi.Input<{
        readonly path: pulumi.Input<string>;
        readonly type?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly image?: pulumi.Input<{
        readonly pullPolicy?: pulumi.Input<string> | undefined;
        readonly reference?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly iscsi?: pulumi.Input<{
        readonly chapAuthDiscovery?: pulumi.Input<boolean> | undefined;
        readonly chapAuthSession?: pulumi.Input<boolean> | undefined;
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly initiatorName?: pulumi.Input<string> | undefined;
        readonly iqn: pulumi.Input<string>;
        readonly iscsiInterface?: pulumi.Input<string> | undefined;
        readonly lun: pulumi.Input<number>;
        readonly portals?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretRef?: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly targetPortal: pulumi.Input<string>;
      }> | undefined;
      readonly name: pulumi.Input<string>;
      readonly nfs?: pulumi.Input<{
        readonly path: pulumi.Input<string>;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly server: pulumi.Input<string>;
      }> | undefined;
      readonly persistentVolumeClaim?: pulumi.Input<{
        readonly claimName: pulumi.Input<string>;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
      }> | undefined;
      readonly photonPersistentDisk?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly pdID: pulumi.Input<string>;
      }> | undefined;
      readonly portworxVolume?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly volumeID: pulumi.Input<string>;
      }> | undefined;
      readonly projected?: pulumi.Input<{
        readonly defaultMode?: pulumi.Input<number> | undefined;
        readonly sources?: pulumi.Input<readonly pulumi.Input<{
          readonly clusterTrustBundle?: pulumi.Input<{
            readonly labelSelector?: pulumi.Input<LabelSelector> | undefined;
            readonly name?: pulumi.Input<string> | undefined;
            readonly optional?: pulumi.Input<boolean> | undefined;
            readonly path: pulumi.Input<string>;
            readonly signerName?: pulumi.Input<string> | undefined;
          }> | undefined;
          readonly configMap?: pulumi.Input<ConfigMap> | undefined;
          readonly downwardAPI?: pulumi.Input<{
            readonly items?: pulumi.Input<readonly pulumi.Input<Item2>[]> | undefined;
          }> | undefined;
          readonly secret?: pulumi.Input<ConfigMap> | undefined;
          readonly serviceAccountToken?: pulumi.Input<{
            readonly audience?: pulumi.Input<string> | undefined;
            readonly expirationSeconds?: pulumi.Input<number> | undefined;
            readonly path: pulumi.Input<string>;
          }> | undefined;
        }>[]> | undefined;
      }> | undefined;
      readonly quobyte?: pulumi.Input<{
        readonly group?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly registry: pulumi.Input<string>;
        readonly tenant?: pulumi.Input<string> | undefined;
        readonly user?: pulumi.Input<string> | undefined;
        readonly volume: pulumi.Input<string>;
      }> | undefined;
      readonly rbd?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly image: pulumi.Input<string>;
        readonly keyring?: pulumi.Input<string> | undefined;
        readonly monitors: pulumi.Input<readonly pulumi.Input<string>[]>;
        readonly pool?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretRef?: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly user?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly scaleIO?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly gateway: pulumi.Input<string>;
        readonly protectionDomain?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretRef: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }>;
        readonly sslEnabled?: pulumi.Input<boolean> | undefined;
        readonly storageMode?: pulumi.Input<string> | undefined;
        readonly storagePool?: pulumi.Input<string> | undefined;
        readonly system: pulumi.Input<string>;
        readonly volumeName?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly secret?: pulumi.Input<{
        readonly defaultMode?: pulumi.Input<number> | undefined;
        readonly items?: pulumi.Input<readonly pulumi.Input<Item>[]> | undefined;
        readonly optional?: pulumi.Input<boolean> | undefined;
        readonly secretName?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly storageos?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly readOnly?: pulumi.Input<boolean> | undefined;
        readonly secretRef?: pulumi.Input<{
          readonly name?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly volumeName?: pulumi.Input<string> | undefined;
        readonly volumeNamespace?: pulumi.Input<string> | undefined;
      }> | undefined;
      readonly vsphereVolume?: pulumi.Input<{
        readonly fsType?: pulumi.Input<string> | undefined;
        readonly storagePolicyID?: pulumi.Input<string> | undefined;
        readonly storagePolicyName?: pulumi.Input<string> | undefined;
        readonly volumePath: pulumi.Input<string>;
      }> | undefined;
    }>[]> | undefined;
    readonly web?: pulumi.Input<{
      readonly getConcurrency?: pulumi.Input<number> | undefined;
      readonly httpConfig?: pulumi.Input<{
        readonly headers?: pulumi.Input<{
          readonly contentSecurityPolicy?: pulumi.Input<string> | undefined;
          readonly strictTransportSecurity?: pulumi.Input<string> | undefined;
          readonly xContentTypeOptions?: pulumi.Input<"" | "NoSniff"> | undefined;
          readonly xFrameOptions?: pulumi.Input<"" | "Deny" | "SameOrigin"> | undefined;
          readonly xXSSProtection?: pulumi.Input<string> | undefined;
        }> | undefined;
        readonly http2?: pulumi.Input<boolean> | undefined;
      }> | undefined;
      readonly timeout?: pulumi.Input<number> | undefined;
      readonly tlsConfig?: pulumi.Input<Server> | undefined;
    }> | undefined;
  }>;
}

interface ConfigMap {
  readonly items?: pulumi.Input<readonly pulumi.Input<Item>[]> | undefined;
  readonly name?: pulumi.Input<string> | undefined;
  readonly optional?: pulumi.Input<boolean> | undefined;
}

interface Item2 {
  readonly fieldRef?: pulumi.Input<FieldRef> | undefined;
  readonly mode?: pulumi.Input<number> | undefined;
  readonly path: pulumi.Input<string>;
  readonly resourceFieldRef?: pulumi.Input<ResourceFieldRef> | undefined;
}

interface Item {
  readonly key: pulumi.Input<string>;
  readonly mode?: pulumi.Input<number> | undefined;
  readonly path: pulumi.Input<string>;
}

interface Ephemeral {
  readonly volumeClaimTemplate?: pulumi.Input<{
    readonly metadata?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
    readonly spec: pulumi.Input<Spec>;
  }> | undefined;
}

interface Spec {
  readonly accessModes?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly dataSource?: pulumi.Input<{
    readonly apiGroup?: pulumi.Input<string> | undefined;
    readonly kind: pulumi.Input<string>;
    readonly name: pulumi.Input<string>;
  }> | undefined;
  readonly dataSourceRef?: pulumi.Input<{
    readonly apiGroup?: pulumi.Input<string> | undefined;
    readonly kind: pulumi.Input<string>;
    readonly name: pulumi.Input<string>;
    readonly namespace?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly resources?: pulumi.Input<{
    readonly limits?: pulumi.Input<Readonly<Record<string, pulumi.Input<number | string>>>> | undefined;
    readonly requests?: pulumi.Input<Readonly<Record<string, pulumi.Input<number | string>>>> | undefined;
  }> | undefined;
  readonly selector?: pulumi.Input<LabelSelector> | undefined;
  readonly storageClassName?: pulumi.Input<string> | undefined;
  readonly volumeAttributesClassName?: pulumi.Input<string> | undefined;
  readonly volumeMode?: pulumi.Input<string> | undefined;
  readonly volumeName?: pulumi.Input<string> | undefined;
}

interface EmptyDir {
  readonly medium?: pulumi.Input<string> | undefined;
  readonly sizeLimit?: pulumi.Input<number | string> | undefined;
}

interface PodMetadata {
  readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  readonly name?: pulumi.Input<string> | undefined;
}

interface Container {
  readonly args?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly command?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly env?: pulumi.Input<readonly pulumi.Input<{
    readonly name: pulumi.Input<string>;
    readonly value?: pulumi.Input<string> | undefined;
    readonly valueFrom?: pulumi.Input<{
      readonly configMapKeyRef?: pulumi.Input<Credentials> | undefined;
      readonly fieldRef?: pulumi.Input<FieldRef> | undefined;
      readonly resourceFieldRef?: pulumi.Input<ResourceFieldRef> | undefined;
      readonly secretKeyRef?: pulumi.Input<Credentials> | undefined;
    }> | undefined;
  }>[]> | undefined;
  readonly envFrom?: pulumi.Input<readonly pulumi.Input<{
    readonly configMapRef?: pulumi.Input<ConfigMapRef> | undefined;
    readonly prefix?: pulumi.Input<string> | undefined;
    readonly secretRef?: pulumi.Input<ConfigMapRef> | undefined;
  }>[]> | undefined;
  readonly image?: pulumi.Input<string> | undefined;
  readonly imagePullPolicy?: pulumi.Input<string> | undefined;
  readonly lifecycle?: pulumi.Input<{
    readonly postStart?: pulumi.Input<PostStart> | undefined;
    readonly preStop?: pulumi.Input<PostStart> | undefined;
    readonly stopSignal?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly livenessProbe?: pulumi.Input<LivenessProbe> | undefined;
  readonly name: pulumi.Input<string>;
  readonly ports?: pulumi.Input<readonly pulumi.Input<{
    readonly containerPort: pulumi.Input<number>;
    readonly hostIP?: pulumi.Input<string> | undefined;
    readonly hostPort?: pulumi.Input<number> | undefined;
    readonly name?: pulumi.Input<string> | undefined;
    readonly protocol?: pulumi.Input<string> | undefined;
  }>[]> | undefined;
  readonly readinessProbe?: pulumi.Input<LivenessProbe> | undefined;
  readonly resizePolicy?: pulumi.Input<readonly pulumi.Input<{
    readonly resourceName: pulumi.Input<string>;
    readonly restartPolicy: pulumi.Input<string>;
  }>[]> | undefined;
  readonly resources?: pulumi.Input<Resources> | undefined;
  readonly restartPolicy?: pulumi.Input<string> | undefined;
  readonly securityContext?: pulumi.Input<{
    readonly allowPrivilegeEscalation?: pulumi.Input<boolean> | undefined;
    readonly appArmorProfile?: pulumi.Input<AppArmorProfile> | undefined;
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
    readonly seccompProfile?: pulumi.Input<AppArmorProfile> | undefined;
    readonly windowsOptions?: pulumi.Input<WindowsOptions> | undefined;
  }> | undefined;
  readonly startupProbe?: pulumi.Input<LivenessProbe> | undefined;
  readonly stdin?: pulumi.Input<boolean> | undefined;
  readonly stdinOnce?: pulumi.Input<boolean> | undefined;
  readonly terminationMessagePath?: pulumi.Input<string> | undefined;
  readonly terminationMessagePolicy?: pulumi.Input<string> | undefined;
  readonly tty?: pulumi.Input<boolean> | undefined;
  readonly volumeDevices?: pulumi.Input<readonly pulumi.Input<{
    readonly devicePath: pulumi.Input<string>;
    readonly name: pulumi.Input<string>;
  }>[]> | undefined;
  readonly volumeMounts?: pulumi.Input<readonly pulumi.Input<VolumeMount>[]> | undefined;
  readonly workingDir?: pulumi.Input<string> | undefined;
}

interface VolumeMount {
  readonly mountPath: pulumi.Input<string>;
  readonly mountPropagation?: pulumi.Input<string> | undefined;
  readonly name: pulumi.Input<string>;
  readonly readOnly?: pulumi.Input<boolean> | undefined;
  readonly recursiveReadOnly?: pulumi.Input<string> | undefined;
  readonly subPath?: pulumi.Input<string> | undefined;
  readonly subPathExpr?: pulumi.Input<string> | undefined;
}

interface WindowsOptions {
  readonly gmsaCredentialSpec?: pulumi.Input<string> | undefined;
  readonly gmsaCredentialSpecName?: pulumi.Input<string> | undefined;
  readonly hostProcess?: pulumi.Input<boolean> | undefined;
  readonly runAsUserName?: pulumi.Input<string> | undefined;
}

interface SeLinuxOptions {
  readonly level?: pulumi.Input<string> | undefined;
  readonly role?: pulumi.Input<string> | undefined;
  readonly type?: pulumi.Input<string> | undefined;
  readonly user?: pulumi.Input<string> | undefined;
}

interface AppArmorProfile {
  readonly localhostProfile?: pulumi.Input<string> | undefined;
  readonly type: pulumi.Input<string>;
}

interface Resources {
  readonly claims?: pulumi.Input<readonly pulumi.Input<{
    readonly name: pulumi.Input<string>;
    readonly request?: pulumi.Input<string> | undefined;
  }>[]> | undefined;
  readonly limits?: pulumi.Input<Readonly<Record<string, pulumi.Input<number | string>>>> | undefined;
  readonly requests?: pulumi.Input<Readonly<Record<string, pulumi.Input<number | string>>>> | undefined;
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

interface ConfigMapRef {
  readonly name?: pulumi.Input<string> | undefined;
  readonly optional?: pulumi.Input<boolean> | undefined;
}

interface ResourceFieldRef {
  readonly containerName?: pulumi.Input<string> | undefined;
  readonly divisor?: pulumi.Input<number | string> | undefined;
  readonly resource: pulumi.Input<string>;
}

interface FieldRef {
  readonly apiVersion?: pulumi.Input<string> | undefined;
  readonly fieldPath: pulumi.Input<string>;
}

interface Server {
  readonly cert?: pulumi.Input<ClientId> | undefined;
  readonly certFile?: pulumi.Input<string> | undefined;
  readonly cipherSuites?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly client_ca?: pulumi.Input<ClientId> | undefined;
  readonly clientAuthType?: pulumi.Input<string> | undefined;
  readonly clientCAFile?: pulumi.Input<string> | undefined;
  readonly curvePreferences?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly keyFile?: pulumi.Input<string> | undefined;
  readonly keySecret?: pulumi.Input<Credentials> | undefined;
  readonly maxVersion?: pulumi.Input<string> | undefined;
  readonly minVersion?: pulumi.Input<string> | undefined;
  readonly preferServerCipherSuites?: pulumi.Input<boolean> | undefined;
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

interface Credentials {
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
  readonly labelSelector?: pulumi.Input<LabelSelector> | undefined;
  readonly matchLabelKeys?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly mismatchLabelKeys?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly namespaceSelector?: pulumi.Input<LabelSelector> | undefined;
  readonly namespaces?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  readonly topologyKey: pulumi.Input<string>;
}

interface LabelSelector {
  readonly matchExpressions?: pulumi.Input<readonly pulumi.Input<MatchExpression>[]> | undefined;
  readonly matchLabels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
}

interface Preference {
  readonly matchExpressions?: pulumi.Input<readonly pulumi.Input<MatchExpression>[]> | undefined;
  readonly matchFields?: pulumi.Input<readonly pulumi.Input<MatchExpression>[]> | undefined;
}

interface MatchExpression {
  readonly key: pulumi.Input<string>;
  readonly operator: pulumi.Input<string>;
  readonly values?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
}

interface AdditionalArg {
  readonly name: pulumi.Input<string>;
  readonly value?: pulumi.Input<string> | undefined;
}
