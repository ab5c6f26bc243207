import {
  type ReportViolation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationArgs,
  type StackValidationPolicy,
  unknownCheckingProxy,
  UnknownValueError,
} from "@pulumi/policy";

/** Both are exported for tests of packs, and without types. */
const guarded = unknownCheckingProxy as (props: object) => Readonly<Record<string, unknown>>;
const Unknown = UnknownValueError as new () => Error;

/** How the engine writes a value on the wire that is not known during preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Config = Readonly<Record<string, unknown>>;

/** A resource as a policy is shown it; one without a URN gets one made of type and name. */
export interface Shown {
  readonly type: string;
  readonly name: string;
  readonly urn?: string;
  readonly provider?: string;
  /** The option of that name; the engine always says it. */
  readonly protect?: boolean;
  readonly props: Readonly<Record<string, unknown>>;
}

export interface Violation {
  /** The message as the engine passes it on. */
  readonly message: string;
  /** The resource of a stack it is about; undefined stands for the whole stack. */
  readonly urn: string | undefined;
  /** The level, when the policy names one for this violation alone. */
  readonly level?: string;
}

/** The URN of a resource that is shown without one. */
export const urnOf = (type: string, name: string): string =>
  `urn:pulumi:test::intelgraph::${type}::${name}`;

/** What a policy made of what it was shown. */
export interface Evaluation {
  readonly violations: readonly Violation[];
  /** Why the policy says that it does not apply. */
  readonly skipped?: string;
  /** The SDK would have made the verdict advisory: an unknown value got out of the policy. */
  readonly downgraded?: string;
}

/** Evaluates one policy on one resource, unknown values and defaults of its configuration included. */
export async function evaluate(
  policy: ResourceValidationPolicy,
  shown: Shown,
  config: Config = {},
): Promise<Evaluation> {
  const { validateResource } = policy;
  if (typeof validateResource !== "function") throw new Error(`${policy.name} validates nothing`);
  return run((report) => {
    const args = { ...resource(shown), ...surroundings(policy, config) };
    return validateResource(args as unknown as ResourceValidationArgs, report);
  });
}

/** Evaluates one policy on all resources of a stack together. */
export async function evaluateStack(
  policy: StackValidationPolicy,
  shown: readonly Shown[],
  config: Config = {},
): Promise<Evaluation> {
  return run((report) => {
    const args = { resources: shown.map(resource), ...surroundings(policy, config) };
    return policy.validateStack(args as unknown as StackValidationArgs, report);
  });
}

interface Reported {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly enforcementLevel?: string;
}

class Skipped extends Error {}

async function run(validate: (report: ReportViolation) => unknown): Promise<Evaluation> {
  const violations: Violation[] = [];
  const report = (given: string | Reported, urn?: string) => {
    const violation = typeof given === "string" ? { message: given, urn } : given;
    const { message, enforcementLevel: level } = violation;
    violations.push({ message, urn: violation.urn, ...(level === undefined ? {} : { level }) });
  };
  try {
    await validate(report);
    return { violations };
  } catch (error) {
    if (error instanceof Skipped) return { violations, skipped: error.message };
    if (error instanceof Unknown) return { violations, downgraded: error.message };
    throw error;
  }
}

function resource({ type, name, urn, provider, protect, props }: Shown) {
  return {
    type,
    name,
    urn: urn ?? urnOf(type, name),
    ...(provider === undefined ? {} : { provider: { urn: provider } }),
    ...(protect === undefined ? {} : { opts: { protect } }),
    props: guarded(props),
  };
}

function surroundings(policy: ResourceValidationPolicy | StackValidationPolicy, config: Config) {
  const options = Object.entries(policy.configSchema?.properties ?? {});
  const defaults = Object.fromEntries(options.map(([key, option]) => [key, option.default]));
  return {
    stackTags: new Map<string, string>(),
    getConfig: () => ({ ...defaults, ...config }),
    notApplicable: (reason?: string): never => {
      throw new Skipped(reason);
    },
  };
}
