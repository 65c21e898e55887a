/** Elements of a page, made in one call. */
const SVG = 'http://www.w3.org/2000/svg';

/** An SVG element with attributes. */
export function element<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}

/** An HTML element with a class and children. */
export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  kind: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = kind;
  made.append(...children);
  return made;
}
