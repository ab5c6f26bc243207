import { ConfigGroup } from "@pulumi/kubernetes/yaml/index.js";
import { Config } from "@pulumi/pulumi";

/** Registers what is in the files as it was published, all in one group, as a program does that has nothing of its own. */
new ConfigGroup("manifests", { files: new Config().requireObject<string[]>("files") });
