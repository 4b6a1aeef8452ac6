/** Takes the answer: the buttons of the question, the line to write in, and the list's filter. */

import { align, make, marked } from "./dom.js";
import { say } from "./words.js";

const options = document.getElementById("options");
const commands = document.getElementById("commands");
const form = document.getElementById("composer");
const input = document.getElementById("answer");
const picker = document.getElementById("picker");
const calendar = document.getElementById("calendar");
const found = document.getElementById("found");

const LONG = 8;
const SHORT_LABEL = 16;
const ARROWS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const MODES = { number: "decimal" };
const UNTYPED = new Set(["none", "image", "audio", "video", "file"]);
const PRESSED = ["tick", "rank"];
const PICKERS = { date: "date", time: "time", datetime: "datetime-local" };

let keys = [];
let locked = false;
let picked = new Set();

/** Listen to the person. `on`: {press(key), write(text)}. */
export function takeAnswers(on) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(on);
  });
  for (const group of [options, commands]) {
    group.addEventListener("click", ({ target }) => clicked(target, on));
    group.addEventListener("keydown", (event) => walk(event, group));
  }
  input.addEventListener("input", written);
  input.addEventListener("keydown", sendByEnter);
  calendar.addEventListener("click", () => picker.showPicker());
  picker.addEventListener("change", pickMoment);
}

/** Show the ways to answer, given in rows; commands after the last answer stand apart. While
 * something is `waiting` nothing but ticks can be pressed. */
export function showAnswers(rows, kind, waiting) {
  keys = rows.flat();
  locked = waiting;
  picked = new Set();
  const end = rows.findLastIndex((row) => row.some((key) => key.style !== "command")) + 1;
  const answers = rows.slice(0, end).flat();
  const listed = answers.some((key) => key.style === "command");
  align(options, listed ? withBreaks(rows.slice(0, end)) : answers, create, fill);
  align(commands, rows.slice(end).flat(), create, fill);
  options.classList.toggle("listed", listed);
  options.classList.toggle("few", !listed && (few(answers) || rows.some(isWide)));
  options.classList.toggle("many", !listed && answers.length > LONG);
  showInput(kind, isLong());
  filter();
}

/** Say that something is on its way, without drawing everything anew. */
export function lock(waiting) {
  locked = waiting;
  document.getElementById("chat").setAttribute("aria-busy", String(waiting));
}

/** Say whether the last text was not taken. */
export function showWrong(wrong) {
  input.setAttribute("aria-invalid", String(wrong));
}

/** Put a text that was not taken back for correction, or clear the line. */
export function putBack(text) {
  writeIn(text);
  if (text) input.select();
}

/** Put a text into the line, wherever the person is. */
export function writeIn(text) {
  input.value = text;
  written();
}

/** Where an answer is given to this kind of question: by `hand`, in the line, or by a button. */
export function focusAnswer(kind, hand) {
  const first = options.querySelector("button:not([hidden])");
  const target = hand ? hand : kind === "choice" || kind === "choices" || kind === "none" ? first : input;
  (target ?? (form.hidden ? commands.querySelector("button") : input))?.focus({ preventScroll: true });
}

/** Rows of several kinds of buttons stay rows; a name and the sheets after it make one. */
function withBreaks(rows) {
  return rows.flatMap((row, place) => {
    const next = rows[place + 1]?.[0].style;
    const goesOn = row.every((key) => key.style === "command") && next && next !== "command";
    return goesOn ? row : [...row, { key: `after ${row[0].key}`, style: "break" }];
  });
}

function few(list) {
  return list.length <= 3 && list.every((key) => key.label.length <= SHORT_LABEL);
}

/** Whether the author wants the buttons of a row side by side. */
function isWide(row) {
  return row.length > 3 && row.every((key) => key.style === "choice" || key.style === "tick");
}

function create({ style }) {
  return style === "break" ? make("span") : make("button", { type: "button" });
}

function fill(node, item) {
  node.className = item.style === "break" ? "break" : `option ${item.style}`;
  if (item.style === "break") return;
  node.replaceChildren(...marked(item.label));
  node.dataset.data = item.data;
  if (PRESSED.includes(item.style)) node.setAttribute("aria-pressed", String(item.on));
  else node.removeAttribute("aria-pressed");
  if (item.style === "choice" && item.on) node.setAttribute("aria-current", "true");
  else node.removeAttribute("aria-current");
}

function showInput(kind, long) {
  const typed = !UNTYPED.has(kind);
  form.hidden = !typed;
  calendar.hidden = !(kind in PICKERS) || !("showPicker" in picker);
  if (!calendar.hidden) showPicker(kind);
  if (!typed) return;
  input.inputMode = MODES[kind] ?? "text";
  input.placeholder = placeholder(kind, long);
}

/** The browser's own picker for a day, a time or both, with a name that says which. */
function showPicker(kind) {
  picker.type = PICKERS[kind];
  const name = say(kind === "time" ? "clock" : "calendar");
  calendar.setAttribute("aria-label", name);
  calendar.title = name;
}

function placeholder(kind, long) {
  if (kind === "choice" || kind === "choices") return say(long ? "type_search" : "type_choice");
  return say(`type_${kind}`);
}

function clicked(target, on) {
  const button = target.closest("button");
  const key = keys.find((each) => each.data === button?.dataset.data);
  if (!key || locked || picked.has(key.data)) return;
  if (key.style === "tick") {
    picked.add(key.data);
    button.setAttribute("aria-pressed", String(!key.on));
  }
  on.press(key);
}

/** Enter sends; with Shift it begins a new line. One that only ends a composed word does neither. */
function sendByEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
}

/** The line grows with what is written in it, as far as the style lets it. */
function written() {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`;
  filter();
}

function submit(on) {
  const text = input.value.trim();
  if (!text || locked) return;
  const matching = visible();
  if (isLong() && matching.length === 1) clicked(matching[0], on);
  else on.write(text);
}

function isLong() {
  return options.classList.contains("many");
}

function visible() {
  return Array.from(options.querySelectorAll("button:not([hidden]):not(.primary)"));
}

/** Narrow a long list to what is written; when nothing is left, show all of it again. */
function filter() {
  const buttons = Array.from(options.querySelectorAll("button"));
  const wanted = isLong() ? plain(input.value) : "";
  const matching = buttons.filter((button) => plain(button.textContent).includes(wanted));
  const all = !matching.length || !wanted;
  for (const button of buttons) {
    const stays = all || matching.includes(button) || button.classList.contains("primary");
    button.hidden = !stays;
  }
  found.textContent = !wanted ? "" : all ? say("no_match") : say("found", { count: matching.length });
}

function plain(text) {
  return text.trim().toLocaleLowerCase(document.documentElement.lang).replaceAll("ё", "е");
}

function walk(event, group) {
  const step = ARROWS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = Array.from(group.querySelectorAll("button:not([hidden])"));
  const next = buttons.indexOf(document.activeElement) + step;
  buttons[(next + buttons.length) % buttons.length].focus();
  event.preventDefault();
}

/** Writes what was picked into the line, as people write it. */
function pickMoment() {
  if (!picker.value) return;
  const [day, time = ""] = picker.type === "time" ? ["", picker.value] : picker.value.split("T");
  const written = day.split("-").reverse().join(".");
  putBack([written, time.slice(0, 5)].filter(Boolean).join(" "));
  input.focus();
}
