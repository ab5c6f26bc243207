import { dump, load } from "js-yaml";

import { moved, type Value, withTexts } from "./local-values.ts";

/** The configuration the operator generated, with the paths of the pod as paths of this host; `folder` is `/etc/alertmanager`. */
export function alertmanagerConfig(generated: string, folder: string): string {
  const config = load(generated) as Value;
  const here = withTexts(config, (text) => moved(text, { "/etc/alertmanager/": `${folder}/` }));
  return dump(here, { lineWidth: -1, noRefs: true });
}
