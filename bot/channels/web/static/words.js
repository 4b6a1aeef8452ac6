/** Says what the page itself says, in the language of the moment. */

const ALL = JSON.parse(document.getElementById("words").textContent);
const YEAR = 365 * 24 * 3600;

let current = document.documentElement.lang;

/** The language in which the page speaks now. */
export const language = () => current;

/** A wording by its key, with {names} filled in. */
export function say(key, values = {}) {
  return ALL[current][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Whether there is a wording with this key. */
export const knows = (key) => key in ALL[current];

/** Go on in another language: every text and label of the page itself follows. */
export function speak(chosen) {
  if (!(chosen in ALL) || chosen === current) return;
  current = chosen;
  document.documentElement.lang = chosen;
  document.title = say("title");
  remember("sanaq_language", chosen);
  for (const node of document.querySelectorAll("[data-say]")) {
    node.textContent = say(node.dataset.say);
  }
  label("[data-say-label]", "aria-label", (node) => node.dataset.sayLabel);
  label("[data-say-title]", "title", (node) => node.dataset.sayTitle);
}

/** Keep a choice about the page, which the server reads when it renders it. */
export function remember(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

function label(selector, attribute, key) {
  for (const node of document.querySelectorAll(selector)) {
    node.setAttribute(attribute, say(key(node)));
  }
}
