import * as pulumi from "@pulumi/pulumi";
import { quickStructs } from "../../lib/quick-structs.ts";

// As the program does for itself: definitions of custom resources take twice as long without.
quickStructs();

/** One registered resource, as the engine would have seen it. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  /** Name of the parent; undefined for the stack's own children. */
  readonly parent: string | undefined;
  readonly protect: boolean;
  /** Left where it is when it leaves the program. */
  readonly retained?: true;
  /** Name of the provider resource it goes through, or undefined for components. */
  readonly provider: string | undefined;
  readonly inputs: Record<string, unknown>;
}

/** What a program did: its resources, sorted by type and name, and its outputs. Secrets are the word "[secret]". */
export interface Recording {
  readonly resources: readonly Recorded[];
  readonly outputs: Record<string, unknown>;
}

/** A registration as it comes in: what must be there before it. Of a component that it waits for, everything within. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly dependsOn: readonly string[];
}

/** The part of the SDK's mock monitor that this file listens in on. */
interface Monitor {
  registerResource(request: RegisterRequest, callback: unknown): Promise<void>;
  registerResourceOutputs(request: OutputsRequest, callback: unknown): void;
}
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getProvider(): string;
  getDependenciesList(): string[];
  getObject(): Wire;
}
interface OutputsRequest {
  getUrn(): string;
  getOutputs(): Wire;
}
interface Wire {
  toJavaScript(): Record<string, unknown>;
}

const STACK = pulumi.runtime.rootPulumiStackTypeName;

/**
 * Runs a program without an engine and tells what it would have registered.
 *
 * Listens to the requests themselves, so that parents, protection and providers are those the engine would have got. New
 * objects answer with their inputs and a made-up id; calls of functions are refused. `onRegister` hears of each in turn.
 */
export async function record(
  program: () => unknown,
  stack = "dev",
  onRegister: (registration: Registration) => void = () => undefined,
): Promise<Recording> {
  const resources: Recorded[] = [];
  let outputs: Record<string, unknown> = {};
  let failure: Error | undefined;
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ name, inputs, id }) => ({
      id: id === undefined || id === "" ? `${name}-id` : id,
      state: inputs as Record<string, unknown>,
    }),
    call: ({ token }) => {
      throw (failure = new Error(`unexpected call of ${token}`));
    },
  };
  await pulumi.runtime.setMocks(mocks, "intelgraph", stack);
  listen({
    resource: (resource, dependsOn) => {
      resources.push(resource);
      const { type, name, parent } = resource;
      onRegister({ type, name, parent, dependsOn });
    },
    outputs: (said) => (outputs = said),
  });

  await pulumi.runtime.runInPulumiStack(async () => {
    try {
      return (await program()) as pulumi.Inputs;
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
      return {};
    }
  });
  await settle(() => resources.length);
  refuseSwallowedOutputs(failure?.message ?? JSON.stringify({ resources, outputs }));
  if (failure !== undefined) throw failure;
  return { resources: resources.sort((one, other) => (key(one) < key(other) ? -1 : 1)), outputs };
}

/**
 * An output in a template becomes an instruction for the programmer instead of its value, or throws it when
 * PULUMI_ERROR_OUTPUT_STRING was set before the SDK loaded.
 */
function refuseSwallowedOutputs(text: string): void {
  if (/Calling \[to\w+\] on an \[Output<T>\]/.test(text)) {
    throw new Error("an output was put into text; use pulumi.interpolate");
  }
}

const key = ({ type, name }: Recorded): string => `${type} ${name}`;

function listen(heard: {
  resource: (resource: Recorded, dependsOn: readonly string[]) => void;
  outputs: (outputs: Record<string, unknown>) => void;
}): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  const finish = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const type = request.getType();
    if (type !== STACK) {
      heard.resource(
        {
          type,
          name: request.getName(),
          parent: request.getParent().includes(`::${STACK}::`)
            ? undefined
            : lastOf(request.getParent()),
          protect: request.getProtect(),
          ...(request.getRetainondelete() && { retained: true }),
          provider: lastOf(request.getProvider().replace(/::[^:]*$/, "")),
          inputs: redact(request.getObject().toJavaScript()),
        },
        request.getDependenciesList().map((urn) => lastOf(urn) ?? ""),
      );
    }
    return register(request, callback);
  };
  monitor.registerResourceOutputs = (request, callback) => {
    if (request.getUrn().includes(`::${STACK}::`)) {
      heard.outputs(redact(request.getOutputs().toJavaScript()));
    }
    finish(request, callback);
  };
}

/** The name in a URN. */
const lastOf = (urn: string): string | undefined => urn.split("::").at(-1) || undefined;

/** Waits until no resource is on its way any more, those made inside `apply` included. */
async function settle(count: () => number): Promise<void> {
  const runtime = pulumi.runtime as unknown as { waitForRPCs(): Promise<void> };
  for (let before = -1; before !== count();) {
    before = count();
    await runtime.waitForRPCs();
    await new Promise(setImmediate);
  }
}

/** How the SDK marks a secret on the wire. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Replaces every secret by a word, so that a golden proves it is one and cannot leak it. */
function redact(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && SIGNATURE in inner ? "[secret]" : inner,
  ) as Record<string, unknown>;
}
