/** Attributes whose values nobody may keep, and why. */
export interface Redacted {
  /** Names as in the semantic conventions; a trailing `*` stands for any rest. */
  readonly attributes: readonly string[];
  readonly why: string;
}

/** What replaces a value. */
export const MASK = "****";

/**
 * Attributes that are masked in resources, spans, events, logs and data points.
 *
 * Names are those of the OpenTelemetry semantic conventions 1.37 and, where instrumentations still send them, the ones
 * that they replaced (https://opentelemetry.io/docs/specs/semconv/registry/attributes/). The name stays and says that
 * there was something; sizes and counts stay too.
 */
export const redacted: readonly Redacted[] = [
  {
    attributes: [
      ...["db.query.text", "db.query.parameter.*", "db.operation.parameter.*", "db.statement"],
      "graphql.document",
    ],
    why: "query text: it holds what was searched for, which is the data of an investigation",
  },
  {
    attributes: ["url.query", "url.fragment"],
    why: "search terms, tokens and identifiers travel in the query of a URL",
  },
  {
    attributes: ["enduser.*", "user.*"],
    why: "who was logged in; the audit log of the application keeps that, under its own rules",
  },
  {
    attributes: [
      ...["client.address", "client.port", "client.socket.address", "source.address"],
      ...["network.peer.address", "net.peer.ip", "net.sock.peer.addr", "http.client_ip"],
    ],
    why: "an address of a person's device is personal data",
  },
  {
    attributes: ["user_agent.original", "http.user_agent", "session.*", "device.*", "geo.*"],
    why: "tells one person from another without a name",
  },
  {
    attributes: [
      ...["http.request.header.*", "http.response.header.*", "rpc.grpc.request.metadata.*"],
      ...["rpc.grpc.response.metadata.*", "rpc.connect_rpc.request.metadata.*"],
      "rpc.connect_rpc.response.metadata.*",
    ],
    why: "headers carry cookies and credentials, and nobody lists those that do not",
  },
  {
    attributes: [
      ...["gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions"],
      ...["gen_ai.prompt", "gen_ai.completion", "gen_ai.tool.call.arguments"],
      "gen_ai.tool.call.result",
    ],
    why: "what was asked of a model and what it answered is query text in other words",
  },
  {
    attributes: ["messaging.kafka.message.key", "process.command_line", "process.command_args"],
    why: "keys name people and things; command lines carry credentials",
  },
];

/** The same as expressions for the collector, whole names only. */
export const blockedKeys = (): string[] =>
  redacted.flatMap(({ attributes }) =>
    attributes.map((name) => `^${name.replaceAll(".", "\\.").replace(/\*$/, ".+")}$`),
  );

/** What is masked wherever it stands, in messages of errors too. RE2. */
export const blockedValues: readonly { readonly expression: string; readonly why: string }[] = [
  { expression: "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", why: "an e-mail address" },
  { expression: "eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*", why: "a JSON Web Token" },
  { expression: "(?i:bearer|basic) +[\\w.~+/=-]+", why: "a header with a credential" },
  { expression: "(?:AKIA|ASIA)[0-9A-Z]{16}", why: "a key of AWS" },
  { expression: "-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*", why: "a private key" },
];

/** Attributes that hold a URL; its query is cut off. The conventions' own and the ones they replaced. */
const URLS = ["url.full", "url.original", "http.url", "http.target"];

/** Cuts the queries of URLs off the attributes that a context of the transform processor reaches. */
const cutQueries = (context: string): string[] =>
  URLS.map((name) => `replace_pattern(${context}.attributes["${name}"], "(?s)[?#].*", "?${MASK}")`);

/** Masks by its look what stands in a text that is no attribute. */
const maskText = (field: string): string[] =>
  blockedValues.map(
    ({ expression }) => `replace_pattern(${field}, ${JSON.stringify(expression)}, "${MASK}")`,
  );

/**
 * Statements of the transform processor for what the redaction processor does not reach, by signal.
 *
 * A group is run for each element of one context: were those of spans among those of their events, spans without events
 * would pass as they are. Attributes of links between spans are reached by neither processor.
 */
export const cleaningStatements = () => {
  const around = groups(cutQueries("resource"), cutQueries("scope"));
  return {
    trace_statements: [
      ...around,
      ...groups(
        [...cutQueries("span"), ...maskText("span.name"), ...maskText("span.status.message")],
        [...cutQueries("spanevent"), ...maskText("spanevent.name")],
      ),
    ],
    metric_statements: [...around, ...groups(cutQueries("datapoint"))],
    log_statements: [...around, ...groups([...cutQueries("log"), ...maskText("log.event_name")])],
  };
};

const groups = (...each: readonly string[][]) => each.map((statements) => ({ statements }));
