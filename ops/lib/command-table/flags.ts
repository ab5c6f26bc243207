/** Flags as commander hands them over; each command takes those it lists. */
export interface Flags {
  readonly project?: string;
  readonly wait?: boolean;
  readonly restoreBackup?: boolean;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly expectNoChanges?: boolean;
  readonly previewOnly?: boolean;
  readonly keep?: boolean;
  readonly profile?: string;
  readonly rehearsal?: boolean;
  readonly shell?: boolean;
  readonly rules?: boolean;
  readonly values?: readonly string[];
  readonly env?: string;
  readonly namespace?: string;
  readonly sarif?: boolean;
  readonly junit?: boolean;
  readonly markdown?: boolean;
  readonly scans?: boolean;
  readonly scanBase?: string;
  readonly scanHead?: string;
  readonly allow?: string;
  readonly plan?: boolean;
  readonly image?: string;
  readonly provenance?: string;
  readonly sbom?: string;
  readonly scan?: string;
  readonly layout?: string;
  readonly key?: string;
  readonly generateKey?: boolean;
  readonly predicate?: string;
  readonly out?: string;
  readonly renew?: boolean;
  readonly validDays?: string;
  readonly backup?: string;
  readonly passphraseFd?: string;
  readonly stdin?: boolean;
  readonly fromFd?: readonly string[];
  readonly generate?: readonly string[];
  readonly rotate?: boolean;
  readonly scope?: string;
  readonly type?: string;
  readonly label?: readonly string[];
  readonly deep?: boolean;
  readonly json?: boolean;
  readonly github?: boolean;
}

/** Every flag, once: the same word means the same everywhere. */
export const flagHelp = {
  "--project <folder>": "another Pulumi project, for example test/fixtures/no-limits",
  "--no-wait": "refuse at once when another run holds the stack, instead of waiting",
  "--restore-backup": "when the state is damaged, go back to the newest backup in .local/backups",
  "--yes": "do not ask before a real environment is touched",
  "--force": "also break locks of which nobody can tell whether their holder lives",
  "--expect-no-changes": "only compare, and exit 1 when the cluster differs from the state",
  "--preview-only": "stop after the preview",
  "--rules": "also a table of every rule with what it found",
  "--keep": "leave the control plane and what is on it, to be looked at",
  "--profile <profile>":
    "core, or full: Argo CD, Rollouts, sealed-secrets, Prometheus ... as processes of this machine",
  "--rehearsal": "the rehearsal of that environment on this machine, instead of the real one",
  "--shell": 'print lines for a shell: eval "$(ops outputs local --shell)"',
  "-f, --values <file>": "values for the charts, later files over earlier ones; repeatable",
  "--env <environment>":
    "whose settings hold: local, dev, stage, prod, pr or pr-<n>; without it the strictest",
  "--namespace <name>": "for objects that name none, and the namespace charts are rendered for",
  "--sarif": "the findings as SARIF 2.1.0 on stdout",
  "--junit": "the verdicts as JUnit XML on stdout",
  "--markdown": "a comment for a pull request on stdout, with a hidden line to find it by",
  "--scan-base <file>": "scan of the base: an attested one, or CycloneDX with vulnerabilities",
  "--scan-head <file>": "scan of the head, likewise; for files only, a release has its own",
  "--no-scans": "only components are asked about, not vulnerabilities",
  "--allow <file>": "allowed changes, instead of releases/sbom-allowed.json",
  "--plan": "only say what would change, and whether it may; write nothing",
  "--image <image>": "registry/repository@sha256:<digest>, without a tag",
  "--provenance <file>": "Sigstore bundle with SLSA v1 provenance of the image",
  "--sbom <file>": "Sigstore bundle with a CycloneDX SBOM of the image",
  "--scan <file>": "Sigstore bundle with a vulnerability scan of the image",
  "--layout <folder>": "OCI layout that holds the image's attestations",
  "--key <file>": "private key in PEM that nobody else can read",
  "--generate-key": "make the key first, and <key>.pub beside it",
  "--predicate <file>": "JSON file with what is said about the image",
  "--out <file>": "where to write; stdout without it",
  "--renew": "make a newer key although there is one; the older ones stay",
  "--valid-days <days>": "for how many days the certificate seals; 365 without it",
  "--backup <file>": "the encrypted backup, instead of .local/secrets/<environment>/backup.age",
  "--passphrase-fd <n>": "file descriptor that gives the passphrase of the backup",
  "--stdin": "the value of the one key is on stdin",
  "--from-fd <key=n>": "file descriptor that gives the value of a key; repeatable",
  "--generate <key=how>":
    "make the value: 32:base64url, 24:alphanumeric, 16:hex; one that is there stays; repeatable",
  "--rotate": "make new values although there are generated ones",
  "--scope <scope>": "strict, namespace-wide or cluster-wide; strict without it",
  "--type <type>": "type of the Secret, for example kubernetes.io/tls; Opaque without it",
  "--label <key=value>": "label of the Secret that it becomes; repeatable",
  "--deep": "also open each file with the backup, and compare its values with their digests",
} as const;

/** Flags that may be given several times; their values come as a list. */
export const repeatable: ReadonlySet<keyof typeof flagHelp> = new Set([
  "-f, --values <file>",
  "--from-fd <key=n>",
  "--generate <key=how>",
  "--label <key=value>",
]);
