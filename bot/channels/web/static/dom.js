/** Small hands for the page: making nodes, and bringing a parent's children in line with a list. */

import { say } from "./words.js";

/** A node with properties, attributes (those with a dash or an underscore) and children. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Text that only a screen reader says. */
export const unseen = (text) => make("span", { className: "unseen" }, text);

/** Text with its marks for filled and unfilled drawn as dots that have a name. */
export function marked(text) {
  return text.split(/(🟢|🟠)/u).map((piece) => (piece in DOTS ? dot(DOTS[piece]) : piece));
}

const DOTS = { "🟢": "filled", "🟠": "unfilled" };

function dot(key) {
  return make("span", { className: `dot ${key}`, role: "img", "aria-label": say(key) });
}

/**
 * Make the children of `parent` show `items` in order, keeping every node whose key stays.
 *
 * What did not change is not touched: a screen reader reads out only what is new, and the focus
 * stays where it is. `create(item)` gives a node, `fill(node, item)` puts its content in.
 */
export function align(parent, items, create, fill) {
  const nodes = new Map(Array.from(parent.children, (node) => [node.dataset.key, node]));
  items.forEach((item, index) => {
    const node = nodes.get(item.key) ?? keyed(create(item), item.key);
    nodes.delete(item.key);
    update(node, item, fill);
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
  for (const node of nodes.values()) node.remove();
}

const shown = new WeakMap();

function keyed(node, key) {
  node.dataset.key = key;
  return node;
}

function update(node, item, fill) {
  const content = JSON.stringify(item);
  if (shown.get(node) === content) return;
  shown.set(node, content);
  fill(node, item);
}
