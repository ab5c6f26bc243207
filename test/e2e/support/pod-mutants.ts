import * as fc from "fast-check";

import { type Path, replaced } from "../../support/tree.ts";
import { container, initContainer, pod } from "../../policy-packs/fixtures/workloads.ts";

/** Template of a pod: metadata and spec. */
export interface Template {
  readonly metadata: object;
  readonly spec: object;
}

/** A change to a pod: what stands at a path afterwards; undefined takes it out. */
interface Change {
  readonly path: Path;
  readonly value: unknown;
}

type Pool = Readonly<Record<string, readonly unknown[]>>;

const seLinux = ["", "container_t", "container_engine_t", "spc_t"].map((type) => ({ type }));
const profile = (...types: string[]) => [
  undefined,
  ...types.map((type) => ({ type })),
  { type: "Localhost", localhostProfile: "a.json" },
];

/** Fields of a security context that the pod and its containers both have. */
const shared: Pool = {
  runAsNonRoot: [true, false, undefined],
  runAsUser: [0, 1, 1000],
  seccompProfile: profile("RuntimeDefault", "Unconfined"),
  appArmorProfile: profile("RuntimeDefault", "Unconfined"),
  seLinuxOptions: [...seLinux, { user: "u" }, { role: "r" }, { user: "", role: "", level: "s0" }],
  windowsOptions: [{ hostProcess: false }, { hostProcess: true }, { runAsUserName: "x" }],
};

const sysctl = (...names: string[]) => names.map((name) => ({ name, value: "1" }));

const ofPod: Pool = {
  hostNetwork: [true, false],
  hostPID: [true, false],
  hostIPC: [true, false],
  hostUsers: [true, false],
  os: [{ name: "linux" }, { name: "windows" }],
  "securityContext.sysctls": [
    [],
    sysctl("kernel.shm_rmid_forced"),
    sysctl("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"),
    sysctl("net.ipv4.tcp_syncookies", "kernel.msgmax"),
  ],
  volumes: [
    [{ name: "a" }],
    [{ name: "a", emptyDir: {} }],
    ...[
      { configMap: { name: "a" } },
      { secret: { secretName: "a" } },
      { downwardAPI: { items: [] } },
      { projected: { sources: [] } },
      { persistentVolumeClaim: { claimName: "a" } },
      { image: { reference: "a" } },
      { csi: { driver: "a.example" } },
      { hostPath: { path: "/" } },
      { nfs: { server: "a", path: "/" } },
      { gitRepo: { repository: "a" } },
      { iscsi: { targetPortal: "a", iqn: "iqn.2001-04.com.example:a", lun: 0 } },
      { fc: { targetWWNs: ["a"], lun: 0 } },
      { awsElasticBlockStore: { volumeID: "a" } },
    ].map((source) => [
      { name: "b", emptyDir: {} },
      { name: "a", ...source },
    ]),
  ],
};

const capability: Pool = {
  drop: [undefined, [], ["ALL"], ["all"], ["NET_RAW", "ALL"], ["CAP_ALL"]],
  add: [[], ["NET_BIND_SERVICE"], ["CHOWN"], ["NET_BIND_SERVICE", "SYS_ADMIN"]],
};

const hosts = ["", "127.0.0.1", "example.com"];
const asking = hosts.flatMap((host) => [
  { httpGet: { port: 80, host } },
  { tcpSocket: { port: 80, host } },
]);

const ofContainer: Pool = {
  "securityContext.privileged": [true, false],
  "securityContext.allowPrivilegeEscalation": [true, false, undefined],
  "securityContext.procMount": ["Default", "Unmasked"],
  "securityContext.capabilities.drop": capability["drop"] ?? [],
  "securityContext.capabilities.add": capability["add"] ?? [],
  securityContext: [undefined, {}],
  ports: [0, 8080].map((hostPort) => [
    { containerPort: 80, protocol: "UDP" },
    { containerPort: 8080, hostPort },
  ]),
};

/** Init containers have none, but for sidecars. */
const ofRunning: Pool = {
  livenessProbe: asking,
  readinessProbe: asking,
  startupProbe: asking,
  "lifecycle.postStart": asking,
  "lifecycle.preStop": asking,
};

const APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/api";
const annotations: Pool = {
  annotations: [
    {},
    ...["runtime/default", "localhost/a", "unconfined", ""].map((value) => ({
      [APP_ARMOR]: value,
    })),
    { "container.seccomp.security.alpha.kubernetes.io/api": "unconfined" },
  ],
};

const contexts = (pool: Pool): Pool =>
  Object.fromEntries(Object.entries(pool).map(([key, all]) => [`securityContext.${key}`, all]));

const changes = (at: Path, pool: Pool): Change[] =>
  Object.entries(pool).flatMap(([key, values]) =>
    values.map((value) => ({ path: [...at, ...key.split(".")], value })),
  );

/** Where the containers of a mutant are: one of init, one sidecar, two main ones. */
const places: readonly (readonly [path: Path, pool: Pool])[] = [
  [["initContainers", 0], ofContainer],
  [["initContainers", 1], { ...ofContainer, ...ofRunning }],
  [["containers", 0], { ...ofContainer, ...ofRunning }],
  [["containers", 1], { ...ofContainer, ...ofRunning }],
];

const linux: Template = {
  metadata: { name: "it" },
  spec: pod({
    initContainers: [
      initContainer({ name: "migrate" }),
      container({ name: "proxy", restartPolicy: "Always" }),
    ],
    containers: [container(), container({ name: "web" })],
  }),
};

const bare = (name: string, more: object = {}) => ({ name, image: "api", ...more });

/** Windows has no use for most of it, and the API server forbids to set it. */
const windows: Template = {
  metadata: { name: "it" },
  spec: {
    os: { name: "windows" },
    serviceAccountName: "api",
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true },
    initContainers: [bare("migrate"), bare("proxy", { restartPolicy: "Always" })],
    containers: [bare("api"), bare("web")],
  },
};

const every: readonly Change[] = [
  ...changes(["metadata"], annotations),
  ...changes(["spec"], { ...ofPod, ...contexts(shared) }),
  ...places.flatMap(([place, pool]) =>
    changes(["spec", ...place], { ...pool, ...contexts(shared) }),
  ),
];

/** A good pod with up to this many changes, good ones and bad ones. */
export const mutant = (most: number): fc.Arbitrary<Template> =>
  fc
    .tuple(
      fc.oneof({ arbitrary: fc.constant(linux), weight: 4 }, fc.constant(windows)),
      fc.array(fc.constantFrom(...every), { maxLength: most }),
    )
    .map(([base, chosen]) =>
      chosen.reduce<Template>(
        (made, { path, value }) => replaced(made, path, value) as Template,
        base,
      ),
    );

const changed = (base: Template, ...some: readonly Change[]): Template =>
  some.reduce((made, { path, value }) => replaced(made, path, value) as Template, base);

/** What the API server only takes beside something else. */
const together: readonly Template[] = [
  changed(linux, {
    path: ["spec", "containers", 0, "securityContext"],
    value: { privileged: true, capabilities: { drop: ["ALL"] } },
  }),
  changed(
    linux,
    { path: ["spec", "hostUsers"], value: false },
    { path: ["spec", "containers", 0, "securityContext", "procMount"], value: "Unmasked" },
  ),
  changed(
    windows,
    { path: ["spec", "hostNetwork"], value: true },
    { path: ["spec", "securityContext", "windowsOptions"], value: { hostProcess: true } },
  ),
];

/** A good pod with each change by itself, and with those that only come together. */
export const single: readonly Template[] = [
  ...[linux, windows].flatMap((base) => [base, ...every.map((change) => changed(base, change))]),
  ...together,
];
