// Finding, making and filling elements. Each finder names the class that it expects and throws
// where the page has no such element, so that a wrong id is found at once.

const SVG = "http://www.w3.org/2000/svg";

/**
 * The element with an id.
 *
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [Kind]
 * @returns {T}
 */
export function byId(id, Kind) {
  return expected(document.getElementById(id), Kind, `#${id}`);
}

/**
 * The element with an id, or null where the page does without it.
 *
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [Kind]
 * @returns {T | null}
 */
export function optional(id, Kind) {
  const element = document.getElementById(id);
  return element && expected(element, Kind, `#${id}`);
}

/**
 * The first element within `root` that matches a selector.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [Kind]
 * @returns {T}
 */
export function find(root, selector, Kind) {
  return expected(root.querySelector(selector), Kind, selector);
}

/**
 * All elements within `root` that match a selector.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [Kind]
 * @returns {T[]}
 */
export function findAll(root, selector, Kind) {
  return [...root.querySelectorAll(selector)].map((each) => expected(each, Kind, selector));
}

/**
 * @template {Element} T
 * @param {Element | null} element
 * @param {new () => T} [Kind]
 * @param {string} [name]
 * @returns {T}
 */
function expected(element, Kind, name) {
  const Wanted = Kind ?? HTMLElement;
  if (element instanceof Wanted) return /** @type {T} */ (element);
  throw new Error(`the page has no ${Wanted.name} ${name}`);
}

/**
 * The data that the page holds as JSON in the script element with an id.
 *
 * @param {string} id
 * @returns {any} Null where the page has no such element.
 */
export function jsonOf(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/**
 * A copy of the one element in the <template> with an id.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function fromTemplate(id) {
  return copyOf(byId(id, HTMLTemplateElement));
}

/**
 * A copy of the one element in a <template>.
 *
 * @param {HTMLTemplateElement} template
 * @returns {HTMLElement}
 */
export function copyOf(template) {
  const pattern = expected(template.content.firstElementChild, HTMLElement, "in its template");
  return /** @type {HTMLElement} */ (pattern.cloneNode(true));
}

/**
 * A new element with a class and, if given, a text.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} className
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, className, text) {
  const element = document.createElement(name);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/**
 * A new SVG element.
 *
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} attributes
 * @returns {SVGElementTagNameMap[K]}
 */
export function makeSvg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, String(value));
  }
  return element;
}

/**
 * Set an element's text; the same text is not set again, since screen readers would repeat it.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Call `action` when the element with an id is pressed.
 *
 * @param {string} id
 * @param {(event: MouseEvent) => void} action
 */
export function onPress(id, action) {
  byId(id).addEventListener("click", action);
}

/**
 * Show those of the elements with `data-<name>` whose value is `value`, hide the others.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} value
 */
export function showOnly(root, name, value) {
  for (const element of findAll(root, `[data-${name}]`)) {
    element.hidden = element.dataset[name] !== value;
  }
}

/**
 * A progress bar at a share of the work, or moving without one where the share is not known.
 *
 * @param {HTMLProgressElement} bar
 * @param {number | null} share
 */
export function showProgress(bar, share) {
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
}
