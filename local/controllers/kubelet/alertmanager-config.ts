import { dump } from "js-yaml";

import { loaded, moved, withTexts } from "./local-values.ts";

/** The configuration the operator generated, with the paths of the pod as paths of this host; `folder` is `/etc/alertmanager`. */
export function alertmanagerConfig(generated: string, folder: string): string {
  const config = loaded(generated);
  const here = withTexts(config, (text) => moved(text, { "/etc/alertmanager/": `${folder}/` }));
  return dump(here, { lineWidth: -1, noRefs: true });
}
