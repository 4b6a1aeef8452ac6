/**
 * The line to the server: carries every input until it is acknowledged, and brings states back.
 *
 * An input keeps its id through all attempts, and the server counts an id once. What is not yet
 * acknowledged is kept for this tab, so that a reload does not lose it either.
 */

const CHAT = "/api/v1/chat";
const UNSENT = "sanaq-unsent";
const PATIENCE = 15_000;
const LONG_PATIENCE = 120_000;
const FAILURES = 6;

export class Line {
  /** `on`: {state(state), notice(key), unsent(), returned(entry)} are called as things happen. */
  constructor(on) {
    this.on = on;
    this.state = null;
    this.unsent = restore();
    this.accepted = 0;
    this.failures = 0;
    this.busy = false;
    this.doubtful = true;
    this.source = null;
    this.others = new BroadcastChannel("sanaq");
    this.others.onmessage = ({ data }) => (data === "left" ? location.reload() : this.refresh());
  }

  /** Begin: show what is there, send what was left over, and listen. */
  async start() {
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.trouble());
    document.addEventListener("visibilitychange", () => this.attend());
    while (!(await this.refresh())) await this.pause();
    this.pump();
  }

  /** Send one input: {text}, {press}, {language}, {place} or {file}. `about`: {label, key, quiet}. */
  send(body, about) {
    this.unsent.push({ id: newId(), tries: 0, failures: 0, ...about, body });
    this.keep();
    this.pump();
  }

  /** Ask for the present state; false if the server could not be reached. */
  async refresh() {
    const before = this.accepted;
    try {
      const response = await fetch(CHAT, { signal: AbortSignal.timeout(PATIENCE) });
      if (!response.ok) throw new Error(response.status);
      const state = await response.json();
      this.well();
      if (before === this.accepted) this.accept(state);
    } catch {
      this.trouble();
      return false;
    }
    return true;
  }

  /** This browser is nobody's any more. */
  async leave() {
    await fetch(`${CHAT}/leave`, { method: "POST" });
    sessionStorage.removeItem(UNSENT);
    this.others.postMessage("left");
    location.reload();
  }

  accept(state) {
    const old = this.state;
    if (old && old.interview === state.interview && state.revision < old.revision) return;
    this.accepted += 1;
    this.state = state;
    this.on.state(state);
    this.listen();
  }

  async pump() {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.unsent.length) await this.attempt(this.unsent[0]);
    } finally {
      this.busy = false;
    }
  }

  async attempt(entry) {
    if (this.doubtful && !(await this.refresh())) return this.pause();
    if (outdated(entry, this.state)) return this.giveUp(entry, "moved");
    entry.tries += 1;
    this.keep();
    const response = await post(entry).catch(() => null);
    if (response === null) return this.stumble();
    if (response.ok) return this.done(entry, await response.json().catch(() => null));
    const refusal = await response.json().catch(() => ({}));
    return this.refused(entry, response.status, refusal);
  }

  done(entry, state) {
    if (state === null) return this.stumble();
    this.unsent.splice(this.unsent.indexOf(entry), 1);
    this.well();
    this.keep();
    this.accept(state);
    this.others.postMessage("moved");
  }

  async refused(entry, status, refusal) {
    if (status === 429) {
      this.on.notice("too_many");
      return this.pause(1000 * (refusal.retry_after || 1));
    }
    entry.failures += 1;
    if (status >= 500 && entry.failures < FAILURES) return this.stumble();
    return this.giveUp(entry, refusal.error);
  }

  giveUp(entry, why) {
    this.unsent.splice(this.unsent.indexOf(entry), 1);
    this.keep();
    this.on.returned(entry);
    this.on.notice(why);
  }

  stumble() {
    this.doubtful = true;
    this.trouble();
    return this.pause();
  }

  trouble() {
    this.doubtful = true;
    this.on.notice(navigator.onLine ? "unavailable" : "offline");
  }

  well() {
    if (this.failures || this.doubtful) this.on.notice("");
    this.failures = 0;
    this.doubtful = false;
  }

  pause(milliseconds = Math.min(PATIENCE, 400 * 2 ** this.failures++)) {
    return new Promise((resolve) => {
      this.resume = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  wake() {
    this.resume?.();
    if (!this.unsent.length) this.refresh();
  }

  /** A hidden tab gives its connection back; one that is seen again asks what it missed. */
  attend() {
    if (document.hidden) return this.hangUp();
    return this.wake();
  }

  listen() {
    if (this.source || document.hidden || !this.state.interview) return;
    this.source = new EventSource(`${CHAT}/events`);
    this.source.addEventListener("state", ({ data }) => this.accept(JSON.parse(data)));
    this.source.onopen = () => this.well();
    this.source.onerror = () => this.dropped();
  }

  /** The browser dials again by itself, unless the server said otherwise; then we do. */
  async dropped() {
    this.doubtful = true;
    if (this.source?.readyState !== EventSource.CLOSED) return;
    this.hangUp();
    await this.pause(PATIENCE);
    if (!document.hidden) this.refresh();
  }

  hangUp() {
    this.source?.close();
    this.source = null;
  }

  keep() {
    const kept = this.unsent.filter(({ body }) => !body.file);
    if (kept.length) sessionStorage.setItem(UNSENT, JSON.stringify(kept));
    else sessionStorage.removeItem(UNSENT);
    this.on.unsent();
  }
}

/** What never left this page belongs to the question under which it was written or chosen. */
function outdated({ tries, body, key }, state) {
  const free = "text" in body || "place" in body || "file" in body;
  return tries === 0 && free && key !== state.prompt?.key;
}

function post(entry) {
  if (entry.body.file) return postFile(entry);
  return fetch(CHAT, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ id: entry.id, ...entry.body }),
    signal: AbortSignal.timeout(PATIENCE),
  });
}

/** A file goes as a form, without its name, and may take its time; it does not outlive a reload. */
function postFile({ id, body: { file } }) {
  const form = new FormData();
  form.append("id", id);
  form.append("file", file, "file");
  return fetch(`${CHAT}/file`, { method: "POST", body: form, signal: AbortSignal.timeout(LONG_PATIENCE) });
}

function restore() {
  try {
    return JSON.parse(sessionStorage.getItem(UNSENT)) || [];
  } catch {
    return [];
  }
}

/** 128 random bits; `crypto.randomUUID` is missing on pages without https. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
