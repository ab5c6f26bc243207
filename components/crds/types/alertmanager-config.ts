// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of AlertmanagerConfig. */
export interface AlertmanagerConfigArgs extends AlertmanagerConfigFields {
  readonly metadata: ObjectMetadata;
}

export interface AlertmanagerConfigFields {
  readonly spec: pulumi.Input<{
    readonly inhibitRules?: pulumi.Input<readonly pulumi.Input<{
      readonly equal?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly sourceMatch?: pulumi.Input<readonly pulumi.Input<SourceMatch>[]> | undefined;
      readonly targetMatch?: pulumi.Input<readonly pulumi.Input<SourceMatch>[]> | undefined;
    }>[]> | undefined;
    readonly muteTimeIntervals?: pulumi.Input<readonly pulumi.Input<{
      readonly name: pulumi.Input<string>;
      readonly timeIntervals?: pulumi.Input<readonly pulumi.Input<{
        readonly daysOfMonth?: pulumi.Input<readonly pulumi.Input<{
          readonly end?: pulumi.Input<number> | undefined;
          readonly start?: pulumi.Input<number> | undefined;
        }>[]> | undefined;
        readonly months?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
        readonly times?: pulumi.Input<readonly pulumi.Input<{
          readonly endTime?: pulumi.Input<string> | undefined;
          readonly startTime?: pulumi.Input<string> | undefined;
        }>[]> | undefined;
        readonly weekdays?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
        readonly years?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      }>[]> | undefined;
    }>[]> | undefined;
    readonly receivers?: pulumi.Input<readonly pulumi.Input<{
      readonly discordConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly apiURL: pulumi.Input<ApiURL>;
        readonly avatarURL?: pulumi.Input<string> | undefined;
        readonly content?: pulumi.Input<string> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly message?: pulumi.Input<string> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly title?: pulumi.Input<string> | undefined;
        readonly username?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly emailConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly authIdentity?: pulumi.Input<string> | undefined;
        readonly authPassword?: pulumi.Input<ApiURL> | undefined;
        readonly authSecret?: pulumi.Input<ApiURL> | undefined;
        readonly authUsername?: pulumi.Input<string> | undefined;
        readonly from?: pulumi.Input<string> | undefined;
        readonly headers?: pulumi.Input<readonly pulumi.Input<Header>[]> | undefined;
        readonly hello?: pulumi.Input<string> | undefined;
        readonly html?: pulumi.Input<string> | undefined;
        readonly requireTLS?: pulumi.Input<boolean> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly smarthost?: pulumi.Input<string> | undefined;
        readonly text?: pulumi.Input<string> | undefined;
        readonly tlsConfig?: pulumi.Input<TlsConfig> | undefined;
        readonly to?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly msteamsConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly summary?: pulumi.Input<string> | undefined;
        readonly text?: pulumi.Input<string> | undefined;
        readonly title?: pulumi.Input<string> | undefined;
        readonly webhookUrl: pulumi.Input<ApiURL>;
      }>[]> | undefined;
      readonly msteamsv2Configs?: pulumi.Input<readonly pulumi.Input<{
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly text?: pulumi.Input<string> | undefined;
        readonly title?: pulumi.Input<string> | undefined;
        readonly webhookURL?: pulumi.Input<ApiURL> | undefined;
      }>[]> | undefined;
      readonly name: pulumi.Input<string>;
      readonly opsgenieConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly actions?: pulumi.Input<string> | undefined;
        readonly apiKey?: pulumi.Input<ApiURL> | undefined;
        readonly apiURL?: pulumi.Input<string> | undefined;
        readonly description?: pulumi.Input<string> | undefined;
        readonly details?: pulumi.Input<readonly pulumi.Input<Header>[]> | undefined;
        readonly entity?: pulumi.Input<string> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly message?: pulumi.Input<string> | undefined;
        readonly note?: pulumi.Input<string> | undefined;
        readonly priority?: pulumi.Input<string> | undefined;
        readonly responders?: pulumi.Input<readonly pulumi.Input<{
          readonly id?: pulumi.Input<string> | undefined;
          readonly name?: pulumi.Input<string> | undefined;
          readonly type: pulumi.Input<string>;
          readonly username?: pulumi.Input<string> | undefined;
        }>[]> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly source?: pulumi.Input<string> | undefined;
        readonly tags?: pulumi.Input<string> | undefined;
        readonly updateAlerts?: pulumi.Input<boolean> | undefined;
      }>[]> | undefined;
      readonly pagerdutyConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly class?: pulumi.Input<string> | undefined;
        readonly client?: pulumi.Input<string> | undefined;
        readonly clientURL?: pulumi.Input<string> | undefined;
        readonly component?: pulumi.Input<string> | undefined;
        readonly description?: pulumi.Input<string> | undefined;
        readonly details?: pulumi.Input<readonly pulumi.Input<Header>[]> | undefined;
        readonly group?: pulumi.Input<string> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly pagerDutyImageConfigs?: pulumi.Input<readonly pulumi.Input<{
          readonly alt?: pulumi.Input<string> | undefined;
          readonly href?: pulumi.Input<string> | undefined;
          readonly src?: pulumi.Input<string> | undefined;
        }>[]> | undefined;
        readonly pagerDutyLinkConfigs?: pulumi.Input<readonly pulumi.Input<{
          readonly alt?: pulumi.Input<string> | undefined;
          readonly href?: pulumi.Input<string> | undefined;
        }>[]> | undefined;
        readonly routingKey?: pulumi.Input<ApiURL> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly serviceKey?: pulumi.Input<ApiURL> | undefined;
        readonly severity?: pulumi.Input<string> | undefined;
        readonly source?: pulumi.Input<string> | undefined;
        readonly url?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly pushoverConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly device?: pulumi.Input<string> | undefined;
        readonly expire?: pulumi.Input<string> | undefined;
        readonly html?: pulumi.Input<boolean> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly message?: pulumi.Input<string> | undefined;
        readonly priority?: pulumi.Input<string> | undefined;
        readonly retry?: pulumi.Input<string> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly sound?: pulumi.Input<string> | undefined;
        readonly title?: pulumi.Input<string> | undefined;
        readonly token?: pulumi.Input<ApiURL> | undefined;
        readonly tokenFile?: pulumi.Input<string> | undefined;
        readonly ttl?: pulumi.Input<string> | undefined;
        readonly url?: pulumi.Input<string> | undefined;
        readonly urlTitle?: pulumi.Input<string> | undefined;
        readonly userKey?: pulumi.Input<ApiURL> | undefined;
        readonly userKeyFile?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly rocketchatConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly actions?: pulumi.Input<readonly pulumi.Input<{
          readonly msg?: pulumi.Input<string> | undefined;
          readonly text?: pulumi.Input<string> | undefined;
          readonly url?: pulumi.Input<string> | undefined;
        }>[]> | undefined;
        readonly apiURL?: pulumi.Input<string> | undefined;
        readonly channel?: pulumi.Input<string> | undefined;
        readonly color?: pulumi.Input<string> | undefined;
        readonly emoji?: pulumi.Input<string> | undefined;
        readonly fields?: pulumi.Input<readonly pulumi.Input<{
          readonly short?: pulumi.Input<boolean> | undefined;
          readonly title?: pulumi.Input<string> | undefined;
          readonly value?: pulumi.Input<string> | undefined;
        }>[]> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly iconURL?: pulumi.Input<string> | undefined;
        readonly imageURL?: pulumi.Input<string> | undefined;
        readonly linkNames?: pulumi.Input<boolean> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly shortFields?: pulumi.Input<boolean> | undefined;
        readonly text?: pulumi.Input<string> | undefined;
        readonly thumbURL?: pulumi.Input<string> | undefined;
        readonly title?: pulumi.Input<string> | undefined;
        readonly titleLink?: pulumi.Input<string> | undefined;
        readonly token: pulumi.Input<ApiURL>;
        readonly tokenID: pulumi.Input<ApiURL>;
      }>[]> | undefined;
      readonly slackConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly actions?: pulumi.Input<readonly pulumi.Input<{
          readonly confirm?: pulumi.Input<{
            readonly dismissText?: pulumi.Input<string> | undefined;
            readonly okText?: pulumi.Input<string> | undefined;
            readonly text: pulumi.Input<string>;
            readonly title?: pulumi.Input<string> | undefined;
          }> | undefined;
          readonly name?: pulumi.Input<string> | undefined;
          readonly style?: pulumi.Input<string> | undefined;
          readonly text: pulumi.Input<string>;
          readonly type: pulumi.Input<string>;
          readonly url?: pulumi.Input<string> | undefined;
          readonly value?: pulumi.Input<string> | undefined;
        }>[]> | undefined;
        readonly apiURL?: pulumi.Input<ApiURL> | undefined;
        readonly callbackId?: pulumi.Input<string> | undefined;
        readonly channel?: pulumi.Input<string> | undefined;
        readonly color?: pulumi.Input<string> | undefined;
        readonly fallback?: pulumi.Input<string> | undefined;
        readonly fields?: pulumi.Input<readonly pulumi.Input<{
          readonly short?: pulumi.Input<boolean> | undefined;
          readonly title: pulumi.Input<string>;
          readonly value: pulumi.Input<string>;
        }>[]> | undefined;
        readonly footer?: pulumi.Input<string> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly iconEmoji?: pulumi.Input<string> | undefined;
        readonly iconURL?: pulumi.Input<string> | undefined;
        readonly imageURL?: pulumi.Input<string> | undefined;
        readonly linkNames?: pulumi.Input<boolean> | undefined;
        readonly mrkdwnIn?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
        readonly pretext?: pulumi.Input<string> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly shortFields?: pulumi.Input<boolean> | undefined;
        readonly text?: pulumi.Input<string> | undefined;
        readonly thumbURL?: pulumi.Input<string> | undefined;
        readonly title?: pulumi.Input<string> | undefined;
        readonly titleLink?: pulumi.Input<string> | undefined;
        readonly username?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly snsConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly apiURL?: pulumi.Input<string> | undefined;
        readonly attributes?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly message?: pulumi.Input<string> | undefined;
        readonly phoneNumber?: pulumi.Input<string> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly sigv4?: pulumi.Input<{
          readonly accessKey?: pulumi.Input<ApiURL> | undefined;
          readonly profile?: pulumi.Input<string> | undefined;
          readonly region?: pulumi.Input<string> | undefined;
          readonly roleArn?: pulumi.Input<string> | undefined;
          readonly secretKey?: pulumi.Input<ApiURL> | undefined;
        }> | undefined;
        readonly subject?: pulumi.Input<string> | undefined;
        readonly targetARN?: pulumi.Input<string> | undefined;
        readonly topicARN?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly telegramConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly apiURL?: pulumi.Input<string> | undefined;
        readonly botToken?: pulumi.Input<ApiURL> | undefined;
        readonly botTokenFile?: pulumi.Input<string> | undefined;
        readonly chatID: pulumi.Input<number>;
        readonly disableNotifications?: pulumi.Input<boolean> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly message?: pulumi.Input<string> | undefined;
        readonly messageThreadID?: pulumi.Input<number> | undefined;
        readonly parseMode?: pulumi.Input<"MarkdownV2" | "Markdown" | "HTML"> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
      }>[]> | undefined;
      readonly victoropsConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly apiKey?: pulumi.Input<ApiURL> | undefined;
        readonly apiUrl?: pulumi.Input<string> | undefined;
        readonly customFields?: pulumi.Input<readonly pulumi.Input<Header>[]> | undefined;
        readonly entityDisplayName?: pulumi.Input<string> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly messageType?: pulumi.Input<string> | undefined;
        readonly monitoringTool?: pulumi.Input<string> | undefined;
        readonly routingKey?: pulumi.Input<string> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly stateMessage?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
      readonly webexConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly apiURL?: pulumi.Input<string> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly message?: pulumi.Input<string> | undefined;
        readonly roomID: pulumi.Input<string>;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
      }>[]> | undefined;
      readonly webhookConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly maxAlerts?: pulumi.Input<number> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly timeout?: pulumi.Input<string> | undefined;
        readonly url?: pulumi.Input<string> | undefined;
        readonly urlSecret?: pulumi.Input<ApiURL> | undefined;
      }>[]> | undefined;
      readonly wechatConfigs?: pulumi.Input<readonly pulumi.Input<{
        readonly agentID?: pulumi.Input<string> | undefined;
        readonly apiSecret?: pulumi.Input<ApiURL> | undefined;
        readonly apiURL?: pulumi.Input<string> | undefined;
        readonly corpID?: pulumi.Input<string> | undefined;
        readonly httpConfig?: pulumi.Input<HttpConfig> | undefined;
        readonly message?: pulumi.Input<string> | undefined;
        readonly messageType?: pulumi.Input<string> | undefined;
        readonly sendResolved?: pulumi.Input<boolean> | undefined;
        readonly toParty?: pulumi.Input<string> | undefined;
        readonly toTag?: pulumi.Input<string> | undefined;
        readonly toUser?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
    }>[]> | undefined;
    readonly route?: pulumi.Input<{
      readonly activeTimeIntervals?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly continue?: pulumi.Input<boolean> | undefined;
      readonly groupBy?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly groupInterval?: pulumi.Input<string> | undefined;
      readonly groupWait?: pulumi.Input<string> | undefined;
      readonly matchers?: pulumi.Input<readonly pulumi.Input<SourceMatch>[]> | undefined;
      readonly muteTimeIntervals?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
      readonly receiver?: pulumi.Input<string> | undefined;
      readonly repeatInterval?: pulumi.Input<string> | undefined;
      readonly routes?: pulumi.Input<readonly pulumi.Input<unknown>[]> | undefined;
    }> | undefined;
  }>;
}

interface Header {
  readonly key: pulumi.Input<string>;
  readonly value: pulumi.Input<string>;
}

interface HttpConfig {
  readonly authorization?: pulumi.Input<{
    readonly credentials?: pulumi.Input<ApiURL> | undefined;
    readonly type?: pulumi.Input<string> | undefined;
  }> | undefined;
  readonly basicAuth?: pulumi.Input<{
    readonly password?: pulumi.Input<ApiURL> | undefined;
    readonly username?: pulumi.Input<ApiURL> | undefined;
  }> | undefined;
  readonly bearerTokenSecret?: pulumi.Input<ApiURL> | undefined;
  readonly followRedirects?: pulumi.Input<boolean> | undefined;
  readonly noProxy?: pulumi.Input<string> | undefined;
  readonly oauth2?: pulumi.Input<{
    readonly clientId: pulumi.Input<ClientId>;
    readonly clientSecret: pulumi.Input<ApiURL>;
    readonly endpointParams?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
    readonly noProxy?: pulumi.Input<string> | undefined;
    readonly proxyConnectHeader?: pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<ApiURL>[]>>>> | undefined;
    readonly proxyFromEnvironment?: pulumi.Input<boolean> | undefined;
    readonly proxyUrl?: pulumi.Input<string> | undefined;
    readonly scopes?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
    readonly tlsConfig?: pulumi.Input<TlsConfig> | undefined;
    readonly tokenUrl: pulumi.Input<string>;
  }> | undefined;
  readonly proxyConnectHeader?: pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<ApiURL>[]>>>> | undefined;
  readonly proxyFromEnvironment?: pulumi.Input<boolean> | undefined;
  readonly proxyURL?: pulumi.Input<string> | undefined;
  readonly proxyUrl?: pulumi.Input<string> | undefined;
  readonly tlsConfig?: pulumi.Input<TlsConfig> | undefined;
}

interface TlsConfig {
  readonly ca?: pulumi.Input<ClientId> | undefined;
  readonly cert?: pulumi.Input<ClientId> | undefined;
  readonly insecureSkipVerify?: pulumi.Input<boolean> | undefined;
  readonly keySecret?: pulumi.Input<ApiURL> | undefined;
  readonly maxVersion?: pulumi.Input<"TLS10" | "TLS11" | "TLS12" | "TLS13"> | undefined;
  readonly minVersion?: pulumi.Input<"TLS10" | "TLS11" | "TLS12" | "TLS13"> | undefined;
  readonly serverName?: pulumi.Input<string> | undefined;
}

interface ClientId {
  readonly configMap?: pulumi.Input<ApiURL> | undefined;
  readonly secret?: pulumi.Input<ApiURL> | undefined;
}

interface ApiURL {
  readonly key: pulumi.Input<string>;
  readonly name?: pulumi.Input<string> | undefined;
  readonly optional?: pulumi.Input<boolean> | undefined;
}

interface SourceMatch {
  readonly matchType?: pulumi.Input<"!=" | "=" | "=~" | "!~"> | undefined;
  readonly name: pulumi.Input<string>;
  readonly regex?: pulumi.Input<boolean> | undefined;
  readonly value?: pulumi.Input<string> | undefined;
}
