/** An element of an XML text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const TOKEN = /<\?xml [^>]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;

/** Reads XML, as far as JUnit needs it. @throws Error where it is not well-formed */
export function readXml(xml: string): Element {
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  let at = 0;
  for (const [token, close, name, attributes, alone, text] of xml.matchAll(TOKEN)) {
    at += token.length;
    const inner = open.at(-1) ?? top;
    if (text !== undefined) inner.text += plain(text);
    else if (close === "/") {
      if (open.pop()?.name !== name) throw new Error(`</${name ?? ""}> closes nothing`);
    } else if (name !== undefined) {
      const made = { name, attributes: attributesIn(attributes ?? ""), children: [], text: "" };
      inner.children.push(made);
      if (alone === "") open.push(made);
    }
  }
  const [root, ...rest] = top.children;
  if (at !== xml.length) throw new Error(`is not well-formed at ${xml.slice(at, at + 40)}`);
  if (root === undefined || rest.length > 0 || open.length > 1) throw new Error("is no one tree");
  return root;
}

const attributesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
      key,
      plain(value),
    ]),
  );

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&", "&#10;": "\n" },
};

function plain(text: string): string {
  // XML 1.0 has no place for these.
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(text)) throw new Error("control");
  return text.replace(/&[^;]*;?/g, (entity) => {
    const meant = ENTITIES[entity];
    if (meant === undefined) throw new Error(`unknown entity ${entity}`);
    return meant;
  });
}

/** Every element of that name below one. */
export const allOf = (element: Element, name: string): Element[] =>
  element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...allOf(child, name),
  ]);
