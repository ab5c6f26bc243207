import { anyFault, isCorrupt, knownFault } from "../../../ops/lib/engine-faults.ts";

const local = { environment: "local", kind: "local" as const, settings: "Pulumi.local.yaml" };
const prod = { environment: "prod", kind: "real" as const, settings: "Pulumi.prod.yaml" };

/** What CLI 3.259 printed here, word by word. */
const printed = {
  passphrase: "error: getting stack configuration: get stack secrets manager: incorrect passphrase",
  noPassphrase:
    "error: getting stack configuration: get stack secrets manager: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables",
  locked:
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n  file:///x/abc.json: created by root@vm (pid 99999) at 2026-11-23T23:00:00Z",
  backend: 'error: unable to open state directory "file:///x": stat /x: no such file or directory',
  bucket: 'error: read ".pulumi/meta.yaml": blob (code=Unknown): Invalid region',
  missing: "Missing required configuration variable 'probe1:x'\n\tplease set a value",
  plugin:
    "Could not automatically download and install resource plugin 'pulumi-resource-random' at version v4.21.2, install the plugin using `pulumi plugin install resource random v4.21.2`",
  yaml: "error: getting stack configuration: invalid YAML file: yaml: line 1: did not find expected node content",
  disk: "error: write /x: no space left on device",
};

describe("knownFault", () => {
  it.each([
    [
      "passphrase",
      local,
      "local: the passphrase does not open the secrets of the state; bring .local/passphrase back, or start anew: make down && node local/cli.ts reset local",
    ],
    [
      "passphrase",
      prod,
      "prod: the passphrase does not open the secrets of the state; set PULUMI_CONFIG_PASSPHRASE_FILE to the one this stack was made with",
    ],
    [
      "noPassphrase",
      prod,
      "prod: has secrets, and there is no passphrase; set PULUMI_CONFIG_PASSPHRASE_FILE",
    ],
    [
      "locked",
      prod,
      "prod: is locked by root@vm, process 99999, since 2026-11-23T23:00:00Z; wait for it to end; if it is gone: ops unlock prod",
    ],
    [
      "backend",
      prod,
      "Pulumi.prod.yaml intelgraph:runner.backend: the state cannot be reached (it cannot be opened); check the backend URL and your credentials for it",
    ],
    [
      "bucket",
      prod,
      "Pulumi.prod.yaml intelgraph:runner.backend: the state cannot be reached (blob (code=Unknown): Invalid region); check the backend URL and your credentials for it",
    ],
    ["missing", local, "Pulumi.local.yaml: probe1:x is missing; add it under config"],
    [
      "plugin",
      prod,
      "plugin random 4.21.2: is not installed and could not be downloaded; pulumi plugin install resource random 4.21.2",
    ],
    [
      "yaml",
      local,
      "Pulumi.local.yaml: is not YAML (line 1: did not find expected node content); correct it",
    ],
    [
      "disk",
      local,
      "local: the disk is full; free some space and run the command again, it continues where it stopped",
    ],
  ] as const)("says %s in one line (%#)", (name, context, message) => {
    expect(knownFault(printed[name], context)?.message).toBe(message);
  });

  it("does not know everything", () => {
    expect(knownFault("error: the moon is in the wrong place", local)).toBeUndefined();
    expect(anyFault("Updating\nerror: the moon is in the wrong place\n", local).message).toBe(
      "local: the moon is in the wrong place; run the command again; if it stays, make doctor",
    );
  });

  it("knows a state that cannot be read", () => {
    expect(
      isCorrupt("error: failed to load checkpoint: place 1: unexpected end of JSON input"),
    ).toBe(true);
    expect(isCorrupt(printed.passphrase)).toBe(false);
  });
});
