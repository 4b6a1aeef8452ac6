/** Shows the conversation: what was asked and answered, what is asked now, what is on its way. */

import { align, make, marked, unseen } from "./dom.js";
import { say } from "./words.js";

const log = document.getElementById("log");
const numbers = document.getElementById("numbers");

/** Bring the log in line with the state. `on`: {press(data, label), leave()}. */
export function showChat(state, unsent, on) {
  align(log, bubbles(state, unsent), create, (node, item) => fill(node, item, on));
  showNumbers(state.numbers, on);
}

/** The bubble of the question that is asked now. */
export const currentBubble = () => log.querySelector(".now");

/** Everything that the log shows, in order, each with a key that outlives a new state. */
function bubbles(state, unsent) {
  const list = state.history.flatMap((each) => exchange(each));
  if (state.prompt) list.push(asked(state));
  else list.push({ key: "welcome", kind: "bot", lead: [], text: say("welcome"), now: true });
  const known = new Set(state.history.map((each) => each.key));
  for (const entry of unsent) {
    const arrived = entry.key !== state.prompt?.key && known.has(entry.key);
    if (!entry.quiet && !arrived) list.push(onItsWay(entry));
  }
  return withoutRepeatedTitles(list);
}

function exchange(each) {
  return [
    { key: `q ${each.key}`, kind: "bot", title: each.title, lead: [], text: each.question },
    { key: `a ${each.key}`, kind: "own", text: each.answer, change: each.change, of: each.question },
  ];
}

function asked({ history, prompt }) {
  const again = history.some((each) => each.key === prompt.key);
  return {
    key: `${again ? "again" : "q"} ${prompt.key}`,
    kind: "bot",
    title: prompt.title,
    lead: prompt.lead,
    text: prompt.text,
    now: true,
  };
}

function onItsWay(entry) {
  return { key: `u ${entry.id}`, kind: "own", text: entry.label, waits: entry.tries > 1 ? "unsent" : "sending" };
}

function withoutRepeatedTitles(list) {
  let before = "";
  return list.map((item) => {
    if (item.kind !== "bot") return item;
    const repeated = item.title === before && !item.now;
    before = item.title;
    return repeated ? { ...item, title: "" } : item;
  });
}

function create(item) {
  return make("div", { className: `message ${item.kind}` });
}

function fill(node, item, on) {
  node.classList.toggle("now", Boolean(item.now));
  node.classList.toggle("waits", Boolean(item.waits));
  node.replaceChildren(...(item.kind === "bot" ? botContent(item) : ownContent(item, on)));
}

function botContent(item) {
  const bubble = make("div", { className: "bubble" }, unseen(`${say("salamat")}: `));
  bubble.append(...item.lead.map((line) => make("p", { className: "lead" }, line)));
  bubble.append(...questionAndRest(item.text));
  return item.title ? [make("p", { className: "title" }, item.title), bubble] : [bubble];
}

/** The question itself, and what follows it from the next line on. */
function questionAndRest(text) {
  const [question, ...rest] = text.split("\n");
  const more = rest.join("\n").trim();
  const first = make("p", { className: "text" }, ...marked(question));
  return more ? [first, make("p", { className: "more" }, ...marked(more))] : [first];
}

function ownContent(item, on) {
  const bubble = make("div", { className: "bubble" }, unseen(`${say("you")}: `));
  bubble.append(make("p", { className: "text" }, item.text));
  if (item.waits) bubble.append(make("p", { className: "waiting" }, say(item.waits)));
  return item.change ? [changeButton(item, on), bubble] : [bubble];
}

function changeButton(item, on) {
  const button = make("button", {
    type: "button",
    className: "change",
    textContent: say("change"),
    "aria-label": say("change_answer", { question: item.of }),
  });
  button.addEventListener("click", () => on.press(item.change, say("change")));
  return button;
}

function showNumbers(list, on) {
  numbers.hidden = !list.length;
  if (!list.length) return;
  const rows = list.map(({ name, number }) =>
    make("li", {}, make("span", { className: "who" }, name), make("b", { className: "number" }, number)),
  );
  numbers.replaceChildren(
    make("h2", {}, say("numbers")),
    make("p", {}, say("numbers_text")),
    make("ul", {}, ...rows),
    button("print", () => print()),
    make("p", { className: "leaving" }, say("leave_text")),
    button("leave", on.leave),
  );
}

function button(key, act) {
  const node = make("button", { type: "button", className: key, textContent: say(key) });
  node.addEventListener("click", act);
  return node;
}
