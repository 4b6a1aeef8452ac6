/** A scale for the numbers of a range: it writes the number into the line, and follows what is written. */

import { language, say } from "./words.js";

const box = document.getElementById("scale");
const slider = document.getElementById("slider");
const shown = document.getElementById("number");
const form = document.getElementById("composer");
const input = document.getElementById("answer");

let scale = null;

/** Listen to the person. `write(text)` puts a text into the line. */
export function takeNumbers(write) {
  slider.addEventListener("input", () => {
    touch(true);
    write(written());
  });
  slider.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.requestSubmit();
  });
  input.addEventListener("input", follow);
}

/** Show the scale of this question, or none; it stands in the middle and says no number at first. */
export function showScale(wanted, key) {
  box.hidden = !wanted;
  if (!wanted) scale = null;
  else if (key !== scale?.key) begin(wanted, key);
  if (wanted) label();
}

/** What is said around the scale, in the language of the page. */
function label() {
  const [start, end] = [said(scale.start), said(scale.end)];
  slider.setAttribute("aria-label", say("scale", { start, end }));
  document.getElementById("scale-start").textContent = start;
  document.getElementById("scale-end").textContent = end;
}

function begin({ start, end, step }, key) {
  scale = { start, end, step, key };
  Object.assign(slider, { min: start, max: end, step, value: (start + end) / 2 });
  touch(false);
}

const written = () => said(Number(slider.value));
const said = (number) => number.toLocaleString(language(), { useGrouping: false, maximumFractionDigits: 9 });

/** Whether a number was chosen: until then nothing is suggested to anybody. */
function touch(chosen) {
  box.classList.toggle("unset", !chosen);
  shown.textContent = chosen ? written() : "–";
  slider.setAttribute("aria-valuetext", chosen ? written() : say("scale_unset"));
}

function follow() {
  if (!scale) return;
  const text = input.value.trim().replace(",", ".");
  const number = text === "" ? NaN : Number(text);
  const there = number >= scale.start && number <= scale.end;
  if (there) slider.value = number;
  touch(there);
}
