// Sends a film in blocks, two to eight at a time, each with its CRC-64. Needs no circuit while it sends, and no page of its own: it goes on
// while the person looks elsewhere in the workspace, and a restarted server is waited for, as is the line.

import { stayAwake } from "./awake.js";
import { fingerprintOf } from "./fingerprint.js";
import { Lanes } from "./lanes.js";
import { backOnline, isOffline } from "./line.js";
import { longest, pauseAfter } from "./pauses.js";

const stall = 90_000;
const remembered = 20_000;
const betweenShown = 250;
const betweenTold = 60_000;
const renewAtShare = 0.8;
const mostRounds = 3;

const uploads = new Map();
const nobody = { show() {}, tell() {} };

// What says why an upload is over, with the refusal's code where the server gave one.
export class Refused extends Error {
  constructor(text, code) { super(text); this.code = code; }
}

// Something that passes: it is tried again.
class Away extends Error {
  constructor(text = "", pause = 0) { super(text); this.pause = pause; }
}

// The film's upload that is under way in this tab, if any.
export const uploadOf = filmId => uploads.get(filmId);

export class Upload {
  cancelled = false;
  paused = false;
  done;
  #view = nobody;
  #text = "";
  #abort = new AbortController();
  #wakers = [];
  #lanes = new Lanes();
  #workers = [];
  #idle = [];
  #sent = 0;
  #partial = new Map();
  #samples = [];
  #shownAt = 0;
  #later;
  #toldAt = -Infinity;
  #toldPercent = 0;
  #told = "";
  #renewing;
  #renewAt = Infinity;
  #rounds = 0;

  constructor(file, filmId, texts) { Object.assign(this, { file, filmId, texts }); }

  start() {
    uploads.set(this.filmId, this);
    this.done = this.#run();
    return this.done;
  }

  // Shows and tells how far it is to this view from now on; to nobody without one.
  attach(view) {
    this.#view = view ?? nobody;
    if (this.#text) this.#view.show(this.#text, this.#share());
    if (this.#told) this.#view.tell(this.#told);
  }

  togglePause() {
    this.paused = !this.paused;
    this.#samples = [];
    this.#toldAt = -Infinity;
    this.#lanes.begin(performance.now());
    if (this.paused || this.ticket) this.#figures(true);
    this.#wake();
    return this.paused;
  }

  async cancel() {
    this.cancelled = true;
    this.#stop();
    if (this.ticket) await fetch(`/media/uploads/${this.ticket.assetId}`, { method: "DELETE" }).catch(() => {});
  }

  async #run() {
    const leaving = new AbortController();
    const letSleep = stayAwake();
    const on = (event, act) => window.addEventListener(event, act, { signal: leaving.signal });
    on("online", () => this.#wake());
    on("offline", () => { this.#tellOffline(); this.#wake(); });
    on("beforeunload", event => event.preventDefault());
    document.documentElement.setAttribute("data-uploading", "");
    try {
      this.#say(this.texts.preparing);
      const fingerprint = await fingerprintOf(this.file);
      this.#take(await this.#ask("POST", "/media/uploads/", { filmId: this.filmId, fileName: this.file.name, size: this.file.size, fingerprint }));
      if (this.ticket.received.length === 0) await this.#showPieces();
      do await this.#sendAll(); while (!await this.#complete());
    } finally {
      leaving.abort();
      letSleep();
      clearTimeout(this.#later);
      uploads.delete(this.filmId);
      document.documentElement.toggleAttribute("data-uploading", uploads.size > 0);
      this.#workers.forEach(worker => worker.terminate());
    }
  }

  // False where blocks are missing after all, as after a power cut of the server: the new ticket does not name them. Not without end.
  async #complete() {
    this.#say(this.texts.finishing);
    try {
      await this.#ask("POST", `/media/uploads/${this.ticket.assetId}/complete`);
      return true;
    } catch (problem) {
      if (problem.code !== "Media.Incomplete" || ++this.#rounds === mostRounds) throw problem;
      await this.#insist(() => this.#renew(this.ticket));
      if (this.ticket.received.length === this.ticket.blockCount) throw problem;
      return false;
    }
  }

  #stop() { this.#abort.abort(); this.paused = false; this.#wake(); }

  async #sendAll() {
    const received = new Set(this.ticket.received);
    const waiting = [...Array(this.ticket.blockCount).keys()].filter(index => !received.has(index));
    this.#sent = [...received].reduce((sum, index) => sum + this.#bytes(index), 0);
    this.#lanes.begin(performance.now());
    this.#figures(true);
    const underWay = new Set();
    try {
      while (waiting.length > 0 || underWay.size > 0) {
        while (!this.paused && waiting.length > 0 && underWay.size < this.#lanes.count) {
          const sending = this.#send(waiting.shift()).finally(() => underWay.delete(sending));
          underWay.add(sending);
        }
        if (underWay.size > 0) await Promise.race(this.paused ? [...underWay, this.#woken()] : underWay);
        else await this.#unpaused();
      }
    } catch (problem) {
      // Those that wait, too: a problem shows at once though it is paused.
      this.#stop();
      await Promise.allSettled(underWay);
      throw problem;
    }
  }

  async #send(index) {
    const offset = index * this.ticket.blockSize;
    const block = this.file.slice(offset, offset + this.#bytes(index));
    await this.#insist(async () => {
      await this.#unpaused();
      // With each try: it tells, too, whether the file is still there and as it was.
      const checksum = await this.#checksum(block);
      if (performance.now() > this.#renewAt) await this.#renew(this.ticket);
      for (let fresh = false; ; fresh = true) {
        const ticket = this.ticket;
        const url = ticket.blockUrl.replace("{index}", index).replace("{id}", encodeURIComponent(btoa(String(index).padStart(8, "0"))));
        const answer = await this.#put(url, block, checksum, index);
        if (answer.status === 403 && !fresh) {
          await this.#renew(ticket);
          continue;
        }
        if (answer.status === 403) throw new Away();
        if (answer.status < 200 || answer.status > 299) throw problemOf(answer.status, answer.text);
        return;
      }
    }, () => this.#lanes.failed(performance.now()));
    this.#partial.delete(index);
    this.#sent += this.#bytes(index);
    this.#lanes.sent(this.#bytes(index), performance.now());
    this.#figures();
  }

  // With its progress, which fetch does not tell; a connection that moves nothing for long is given up.
  #put(url, block, checksum, index) {
    return new Promise((done, failed) => {
      this.#abort.signal.throwIfAborted();
      const request = new XMLHttpRequest();
      const stop = () => request.abort();
      let watch;
      const alive = () => { clearTimeout(watch); watch = setTimeout(stop, stall); };
      request.open("PUT", url);
      request.setRequestHeader("x-ms-content-crc64", checksum);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = event => { alive(); this.#partial.set(index, event.loaded); this.#figures(); };
      request.onload = () => done({ status: request.status, text: request.responseText });
      request.onerror = request.onabort = () => { this.#partial.delete(index); failed(new Away()); };
      request.onloadend = () => { clearTimeout(watch); this.#abort.signal.removeEventListener("abort", stop); };
      this.#abort.signal.addEventListener("abort", stop);
      alive();
      request.send(block);
    });
  }

  // A new ticket, asked for once however many blocks want it.
  #renew(stale) {
    if (this.ticket !== stale) return Promise.resolve();

    this.#renewing ??= this.#once("POST", `/media/uploads/${this.ticket.assetId}/ticket`)
      .then(answer => this.#take(answer))
      .finally(() => { this.#renewing = undefined; });
    return this.#renewing;
  }

  // The browser's clock may be anything: how long the ticket holds, the server's two times tell.
  #take({ body, at }) {
    this.ticket = body;
    this.#renewAt = performance.now() + renewAtShare * Math.max(0, Date.parse(body.expires) - at);
  }

  #ask(method, url, body) { return this.#insist(() => this.#once(method, url, body)); }

  async #once(method, url, body) {
    const answer = await fetch(url, { method, redirect: "manual", headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}), signal: this.#abort.signal });
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new Refused(this.texts.signedOut);
    if (!answer.ok) throw problemOf(answer.status, await answer.text());
    return { body: await answer.json(), at: Date.parse(answer.headers.get("date")) || Date.now() };
  }

  // Again until it works, with longer and uneven pauses; a refusal ends it. Without a line nothing is tried.
  async #insist(act, onFailure = () => {}) {
    for (let tries = 0; ;) {
      await this.#online();
      try {
        return await act();
      } catch (problem) {
        if (problem instanceof Refused || this.#abort.signal.aborted) throw problem;
        onFailure();
        this.#samples = [];
        if (isOffline()) {
          tries = 0;
          continue;
        }
        if (!this.paused) this.#say((problem instanceof Away && problem.message) || this.texts.retrying);
        await Promise.race([new Promise(done => setTimeout(done, pauseAfter(tries++, problem.pause))), this.#woken()]);
      }
    }
  }

  // Until there is a line and nobody pauses it.
  async #unpaused() {
    do {
      while (this.paused) await this.#woken();
      await this.#online();
    } while (this.paused);
  }

  async #online() {
    while (isOffline() && !this.#abort.signal.aborted) {
      this.#tellOffline();
      await Promise.race([backOnline(), this.#woken()]);
    }
    this.#abort.signal.throwIfAborted();
  }

  // That it goes on afterwards is told, too.
  #tellOffline() {
    this.#toldAt = -Infinity;
    if (!this.paused) this.#say(this.texts.offline);
  }

  #woken() { return new Promise(done => this.#wakers.push(done)); }

  #wake() { this.#wakers.splice(0).forEach(done => done()); }

  #bytes(index) { return Math.min(this.ticket.blockSize, this.file.size - index * this.ticket.blockSize); }

  // What is on its way counts for the eye; only what has arrived counts at the end.
  #reached() { return this.#sent + [...this.#partial.values()].reduce((sum, bytes) => sum + bytes, 0); }

  #share() { return Math.min(1, this.#reached() / this.file.size); }

  // For eyes and ears.
  #say(text) {
    clearTimeout(this.#later);
    this.#show(text);
    this.#tell(text);
  }

  // Ears are told once, however often it is tried.
  #tell(text) {
    if (text === this.#told) return;
    this.#told = text;
    this.#view.tell(text);
  }

  #show(text) {
    this.#text = text;
    this.#view.show(text, this.#share());
  }

  #figures(isNews = false) {
    const now = performance.now();
    clearTimeout(this.#later);
    if (!isNews && now - this.#shownAt < betweenShown) {
      // The last one counts most: nothing may follow it.
      this.#later = setTimeout(() => this.#figures(), betweenShown);
      return;
    }
    this.#shownAt = now;
    const percent = Math.floor(100 * this.#share());
    if (this.paused) return isNews ? this.#say(fill(this.texts.paused, { percent })) : this.#show(fill(this.texts.paused, { percent }));

    const rate = this.#rate(now);
    const left = rate > 0 ? lengthOf((this.file.size - this.#reached()) / rate) : "–";
    this.#show(fill(this.texts.sending, { percent, size: sizeOf(this.file.size), rate: (rate / 1e6).toFixed(1), left }));
    if (rate === 0 || (percent - this.#toldPercent < 10 && now - this.#toldAt < betweenTold)) return;
    [this.#toldPercent, this.#toldAt] = [percent, now];
    this.#tell(fill(this.texts.sendingTold, { percent, left }));
  }

  // Bytes a second over the last while.
  #rate(now) {
    this.#samples.push([now, this.#reached()]);
    while (this.#samples.length > 2 && now - this.#samples[0][0] > remembered) this.#samples.shift();
    const [[since, before]] = this.#samples;
    return now > since ? Math.max(0, this.#reached() - before) / ((now - since) / 1000) : 0;
  }

  // Read and summed away from the page; the browser sends the block from the file, without its passing through here.
  async #checksum(block) {
    const worker = this.#idle.pop() ?? this.#newWorker();
    try {
      return await new Promise((done, failed) => {
        worker.onmessage = ({ data }) => data ? done(data) : failed(new Refused(this.texts.fileChanged));
        worker.onerror = failed;
        worker.postMessage(block);
      });
    } finally {
      this.#idle.push(worker);
    }
  }

  #newWorker() {
    const worker = new Worker("/js/checksum.js", { type: "module" });
    this.#workers.push(worker);
    return worker;
  }

  // Before anything is sent: by the few pieces that the server asks for, one after the other, it knows most of what is no film.
  async #showPieces() {
    const pieces = [];
    while (true) {
      await this.#unpaused();
      const { body: { want } } = await this.#ask("POST", `/media/uploads/${this.ticket.assetId}/skeleton`, { pieces });
      if (!want) return;
      const piece = await this.file.slice(want.offset, want.offset + want.length).arrayBuffer().catch(() => { throw new Refused(this.texts.fileChanged); });
      pieces.push({ offset: want.offset, bytes: btoa(String.fromCharCode(...new Uint8Array(piece))) });
    }
  }
}

// What an answer that is no success means: again, or the end. Azure answers in XML, with the reason's name.
function problemOf(status, body) {
  const said = parsed(body);
  if (status === 507) return new Away(said.text, longest);
  if (status >= 500 || status === 408 || status === 429) return new Away(said.text);
  if (said.code === "Media.HashMismatch" || /Crc64Mismatch/.test(body)) return new Away();
  return new Refused(said.text || `HTTP ${status}`, said.code);
}

function parsed(body) {
  try { return JSON.parse(body) ?? {}; } catch { return {}; }
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const sizeOf = bytes => bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
const two = number => String(number).padStart(2, "0");

function lengthOf(time) {
  const seconds = Math.ceil(time);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
