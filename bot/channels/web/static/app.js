/** Puts the page together: states come in, inputs go out. */

import { focusAnswer, lock, putBack, showAnswers, showWrong, takeAnswers, writeIn } from "./answer.js";
import { currentBubble, showChat } from "./chat.js";
import { firstOfHand, showHand, takeHand } from "./hand.js";
import { Line } from "./line.js";
import { showScale, takeNumbers } from "./scale.js";
import { knows, language, remember, say, speak } from "./words.js";

const page = document.documentElement;
const notice = document.getElementById("notice");
const steps = document.getElementById("steps");
const stepName = document.getElementById("step-name");
const stepPart = document.getElementById("step-part");
const view = document.getElementById("view");
const switches = Array.from(document.querySelectorAll("[data-language]"));

const line = new Line({ state: onState, notice: onNotice, unsent: onUnsent, returned: onReturned });

const hands = {
  press: (data, label) => send({ press: data }, { label, quiet: true }),
  leave: () => line.leave(),
};

let mine = null;
let before = null;
let shownNotice = "";
let noticed = {};

document.getElementById("no-script").remove();
takeAnswers({ press: onPress, write: onWrite });
takeNumbers(writeIn);
takeHand({ place: onPlace, file: onFile, notice: onNotice });
view.addEventListener("click", switchView);
for (const link of switches) link.addEventListener("click", switchLanguage);
onNotice("loading");
line.start();

function onState(state) {
  if (state.language) speak(state.language);
  draw(state);
  if (mine && !waiting()) answered(state);
  else if (differs(state.prompt, before?.prompt)) scrollToPrompt(before ? "smooth" : "instant");
  before = state;
}

function differs(prompt, old) {
  return Boolean(prompt) && (prompt.key !== old?.key || prompt.text !== old.text);
}

function draw(state) {
  page.toggleAttribute("data-begun", Boolean(state.prompt));
  for (const link of switches) {
    if (link.dataset.language === language()) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    link.hidden = state.languages.length > 0 && !state.languages.includes(link.dataset.language);
  }
  showSteps(state.progress);
  showChat(state, line.unsent, hands);
  showAnswers(rowsOf(state), state.prompt?.answer ?? "none", waiting());
  showHand(state.prompt?.answer ?? "none", waiting());
  showScale(state.prompt?.scale, state.prompt?.key);
  if (shownNotice) onNotice(shownNotice, noticed);
}

/** Our own input was taken: go where the next answer is given. After a tick the same question
 * stands there, and whoever uses the keyboard may be further on already. */
function answered(state) {
  const stays = mine.quiet && !differs(state.prompt, before?.prompt) && hasFocus();
  const rejected = Boolean(mine.text && state.prompt?.rejected);
  if (rejected) putBack(mine.text);
  showWrong(rejected);
  mine = null;
  if (stays) return;
  focusAnswer(rejected ? "text" : (state.prompt?.answer ?? "none"), firstOfHand());
  if (state.prompt) scrollToPrompt("smooth");
}

function hasFocus() {
  return document.activeElement !== document.body;
}

function onPress(key) {
  if (key.language) return send({ language: key.language }, { label: key.label });
  return send({ press: key.data }, { label: shownOf(key.label), quiet: key.style === "tick" });
}

function onWrite(text) {
  putBack("");
  send({ text }, { label: shownOf(text) });
}

function onPlace(place) {
  send({ place }, { label: say("sent_place") });
}

function onFile(file, label) {
  send({ file }, { label });
}

/** What a bubble says of an answer on its way; a sensitive one is not shown, as in the history. */
const shownOf = (answer) => (line.state?.prompt?.sensitive ? "•••" : answer);

function send(body, about) {
  mine = { text: body.text, quiet: about.quiet };
  line.send(body, { ...about, key: line.state?.prompt?.key ?? "" });
}

/** What was given back by the server, or by the line, stands in the line again. */
function onReturned(entry) {
  mine = null;
  if (entry.body.text) putBack(entry.body.text);
}

function onUnsent() {
  lock(waiting());
  showHand(line.state?.prompt?.answer ?? "none", waiting());
  if (line.state) showChat(line.state, line.unsent, hands);
}

function waiting() {
  return line.unsent.some((entry) => !entry.quiet);
}

function onNotice(key, values = {}) {
  shownNotice = key && knows(key) ? key : key ? "malformed" : "";
  noticed = values;
  notice.textContent = shownNotice ? say(shownNotice, values) : "";
  notice.classList.toggle("notice-shown", Boolean(shownNotice));
}

/** The buttons of the question; before anything has begun, a button for each language. */
function rowsOf({ prompt }) {
  if (!prompt) return [switches.map(languageKey)];
  const pressed = new Set(line.unsent.map(({ body }) => body.press));
  return prompt.rows.map((row, place) =>
    row.map((key, index) => ({
      ...key,
      key: `${prompt.key} ${place} ${index}`,
      on: key.on !== (key.style === "tick" && pressed.has(key.data)),
    })),
  );
}

function languageKey({ title, dataset: { language: code } }) {
  return { key: code, data: code, language: code, label: title, style: "choice", on: false };
}

function showSteps(progress) {
  steps.hidden = !progress;
  if (!progress) return;
  stepName.textContent = say("step", progress);
  stepPart.textContent = progress.total ? say("part", progress) : "";
  const items = Array.from(steps.querySelectorAll("li"));
  steps.classList.toggle("unnamed", progress.steps !== items.length);
  items.forEach((item, index) => {
    item.hidden = index >= progress.steps;
    item.classList.toggle("past", index + 1 < progress.step);
    if (index + 1 === progress.step) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
}

function switchView() {
  const large = page.dataset.view !== "large";
  page.dataset.view = large ? "large" : "normal";
  view.setAttribute("aria-pressed", String(large));
  remember("sanaq_view", page.dataset.view);
}

function switchLanguage(event) {
  event.preventDefault();
  const chosen = event.currentTarget.dataset.language;
  if (line.state?.prompt) send({ language: chosen }, { label: "", quiet: true });
  else {
    speak(chosen);
    if (line.state) draw(line.state);
  }
}

/** Show the question from its beginning, and as much of what belongs to it as there is room for. */
function scrollToPrompt(behavior) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bubble = currentBubble();
  const top = bubble.getBoundingClientRect().top - document.querySelector(".top").offsetHeight - 80;
  const bottom = document.getElementById("chat").getBoundingClientRect().bottom - innerHeight;
  scrollBy({ top: Math.min(top, bottom), behavior: calm ? "instant" : behavior });
}
