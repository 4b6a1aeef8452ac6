/** Takes what is no text: where the person is, and a photo, a recording or a file. */

import { say } from "./words.js";

const hand = document.getElementById("hand");
const position = document.getElementById("position");
const take = document.getElementById("take");
const pick = document.getElementById("pick");
const chosen = document.getElementById("file");

const MOST = Number(hand.dataset.most);
const ACCEPT = { image: "image/*", audio: "audio/*", video: "video/*", file: "" };
const FACING = { image: "environment", audio: "user", video: "environment" };
const SEARCH = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 };

let kind = "none";

/** Listen to the person. `on`: {place(place), file(file, label), notice(key, values)}. */
export function takeHand(on) {
  position.addEventListener("click", () => locate(on));
  take.addEventListener("click", () => open(FACING[kind]));
  pick.addEventListener("click", () => open(""));
  chosen.addEventListener("change", () => hold(on));
}

/** Show the means that this kind of answer needs; while something is `waiting` they rest. */
export function showHand(wanted, waiting) {
  kind = wanted;
  const attached = wanted in ACCEPT;
  position.hidden = wanted !== "place" || !isSecureContext || !("geolocation" in navigator);
  take.hidden = !(wanted in FACING) || !matchMedia("(pointer: coarse)").matches;
  pick.hidden = !attached;
  hand.hidden = position.hidden && !attached;
  if (attached) label(pick, `pick_${wanted}`);
  if (!take.hidden) label(take, `take_${wanted}`);
  for (const button of [position, take, pick]) button.disabled = waiting;
}

/** The first way to hand something over, if there is one now. */
export const firstOfHand = () => hand.hidden ? null : hand.querySelector("button:not([hidden])");

function label(button, key) {
  button.querySelector("span").textContent = say(key);
}

function open(facing) {
  chosen.accept = ACCEPT[kind];
  if (facing) chosen.setAttribute("capture", facing);
  else chosen.removeAttribute("capture");
  chosen.click();
}

function hold(on) {
  const [file] = chosen.files;
  chosen.value = "";
  if (!file) return;
  if (file.size > MOST) on.notice("file_too_large", { limit: Math.floor(MOST / 1e6) });
  else if (!file.size) on.notice("malformed");
  else on.file(file, say(`sent_${kind}`));
}

function locate(on) {
  on.notice("locating");
  position.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      on.notice("");
      on.place({
        latitude: coords.latitude,
        longitude: coords.longitude,
        altitude: coords.altitude ?? 0,
        accuracy: coords.accuracy,
      });
    },
    () => {
      position.disabled = false;
      on.notice("no_position");
    },
    SEARCH,
  );
}
