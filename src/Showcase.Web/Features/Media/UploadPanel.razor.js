// Sends a film in blocks, four at a time, each with its CRC-64. Needs no circuit while it sends: a restarted server is waited for.
// The same file chosen again, here or after a reload, goes on where it stopped.

const parallel = 4;
const edge = 1024 * 1024;
const longestPause = 30_000;

export function start(root, filmId, mostBytes, texts, page) {
  const part = name => root.querySelector(`[data-part="${name}"]`);
  const leaving = new AbortController();
  const on = (target, event, act) => target.addEventListener(event, act, { signal: leaving.signal });
  let upload;

  // The page's own box says that the connection is gone for good: what became of the upload, only a new page can show.
  const cutOff = () => document.querySelector(".components-reconnect-failed, .components-reconnect-rejected") !== null;
  const tell = text => { part("status").textContent = text; };
  const complain = text => { part("problem").textContent = text ?? ""; part("problem").hidden = !text; };
  const showSending = shown => {
    part("sending").hidden = !shown;
    part("drop").hidden = shown;
    root.toggleAttribute("data-sending", shown);
    document.documentElement.toggleAttribute("data-uploading", shown);
  };

  async function choose(file) {
    complain("");
    if (!file) return;
    if (file.size === 0) return complain(texts.emptyFile);
    if (file.size > mostBytes) return complain(texts.tooLargeFile);

    upload = new Upload(file, filmId, texts, {
      show: (figures, share) => { part("figures").textContent = figures; part("bar").value = Math.round(share * 1000); },
      tell,
    });
    part("name").textContent = file.name;
    part("pause").textContent = texts.pause;
    part("bar").value = 0;
    showSending(true);
    let problem;
    try {
      await upload.run();
    } catch (failure) {
      if (!upload.cancelled) problem = failure instanceof Refused ? failure.message : texts.failed;
    }
    tell("");
    showSending(false);
    part("file").value = "";
    const isShown = await told(upload.ticket?.assetId ?? null);
    if (problem && !isShown) complain(problem);
  }

  // Tells the page that the upload has ended; whether it shows by itself what became of it. A page that died with the server is made anew.
  async function told(assetId) {
    if (!cutOff()) {
      try { return await page.invokeMethodAsync("UploadEndedAsync", assetId); } catch { /* not connected just now, or never again */ }
    }
    if (cutOff()) location.reload();
    else whenCutOff(() => location.reload());
    return false;
  }

  function whenCutOff(act) {
    const box = document.getElementById("components-reconnect-modal");
    const watch = new MutationObserver(() => { if (cutOff() && !upload?.running) act(); });
    if (box) watch.observe(box, { attributes: true });
    leaving.signal.addEventListener("abort", () => watch.disconnect());
  }

  on(part("file"), "change", event => choose(event.target.files[0]));
  on(part("drop"), "dragover", event => { event.preventDefault(); part("drop").classList.add("over"); });
  on(part("drop"), "dragleave", () => part("drop").classList.remove("over"));
  on(part("drop"), "drop", event => { event.preventDefault(); part("drop").classList.remove("over"); choose(event.dataTransfer.files[0]); });
  on(part("pause"), "click", () => { part("pause").textContent = upload.togglePause() ? texts.resume : texts.pause; });
  on(part("cancel"), "click", () => upload.cancel());
  on(window, "beforeunload", event => { if (upload?.running) event.preventDefault(); });
  // A file that was chosen before this script came.
  if (part("file").files.length > 0) choose(part("file").files[0]);
  return { dispose: () => { leaving.abort(); upload?.stop(); document.documentElement.removeAttribute("data-uploading"); } };
}

class Refused extends Error {}

class Upload {
  running = false;
  cancelled = false;
  #abort = new AbortController();
  #paused = false;
  #wakers = [];
  #sent = 0;
  #began = 0;
  #beganAt = 0;
  #lastTold = 0;

  constructor(file, filmId, texts, view) {
    Object.assign(this, { file, filmId, texts, view });
    this.workers = Array.from({ length: parallel }, () => new Worker("/js/checksum.js", { type: "module" }));
    this.free = [...this.workers];
  }

  async run() {
    this.running = true;
    const wake = () => this.#wake();
    window.addEventListener("online", wake);
    try {
      this.#say(this.texts.preparing);
      const fingerprint = await this.#fingerprint();
      this.ticket = await this.#ask("POST", "/media/uploads/", { filmId: this.filmId, fileName: this.file.name, size: this.file.size, fingerprint });
      await this.#sendAll();
      this.#say(this.texts.finishing);
      await this.#ask("POST", `/media/uploads/${this.ticket.assetId}/complete`);
    } finally {
      this.running = false;
      window.removeEventListener("online", wake);
      this.workers.forEach(worker => worker.terminate());
    }
  }

  togglePause() {
    this.#paused = !this.#paused;
    this.#beganAt = performance.now();
    this.#began = this.#sent;
    if (this.#paused || this.ticket) this.#figures();
    this.#wake();
    return this.#paused;
  }

  stop() { this.#abort.abort(); this.#paused = false; this.#wake(); }

  async cancel() {
    this.cancelled = true;
    this.stop();
    if (this.ticket) await fetch(`/media/uploads/${this.ticket.assetId}`, { method: "DELETE" }).catch(() => {});
  }

  async #sendAll() {
    const received = new Set(this.ticket.received);
    const waiting = [...Array(this.ticket.blockCount).keys()].filter(index => !received.has(index));
    this.#sent = [...received].reduce((sum, index) => sum + this.#bytes(index), 0);
    this.#began = this.#sent;
    this.#beganAt = performance.now();
    this.#figures();

    // The first block alone: what is no film is refused before the rest is sent.
    if (waiting[0] === 0) await this.#send(waiting.shift());
    const senders = Array.from({ length: parallel }, async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await this.#send(index);
    });
    try { await Promise.all(senders); } catch (problem) { this.#abort.abort(); throw problem; }
  }

  async #send(index) {
    const offset = index * this.ticket.blockSize;
    const block = await this.file.slice(offset, offset + this.#bytes(index)).arrayBuffer();
    const checksum = await this.#checksum(block);
    await this.#insist(async () => {
      await this.#unpaused();
      const url = this.ticket.blockUrl.replace("{index}", index).replace("{id}", encodeURIComponent(btoa(String(index).padStart(8, "0"))));
      const answer = await fetch(url, { method: "PUT", body: block, headers: { "x-ms-content-crc64": checksum, "content-type": "application/octet-stream" }, signal: this.#abort.signal });
      if (answer.status === 403) {
        this.ticket = { ...(await this.#once("POST", `/media/uploads/${this.ticket.assetId}/ticket`)), received: [] };
        throw new Error("The ticket was renewed");
      }
      if (!answer.ok) await refuse(answer);
    });
    this.#sent += this.#bytes(index);
    this.#figures();
  }

  #ask(method, url, body) { return this.#insist(() => this.#once(method, url, body)); }

  async #once(method, url, body) {
    const answer = await fetch(url, { method, redirect: "manual", headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}), signal: this.#abort.signal });
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new Refused(this.texts.signedOut);
    if (!answer.ok) await refuse(answer);
    return answer.json();
  }

  // Again until it works, with longer and uneven pauses; a refusal ends it.
  async #insist(act) {
    for (let tries = 0; ; tries++) {
      this.#abort.signal.throwIfAborted();
      try {
        return await act();
      } catch (problem) {
        if (problem instanceof Refused || this.#abort.signal.aborted) throw problem;
        this.#say(navigator.onLine ? this.texts.retrying : this.texts.offline);
        const pause = Math.min(longestPause, 500 * 2 ** tries) * (0.5 + Math.random() / 2);
        await Promise.race([new Promise(done => setTimeout(done, pause)), new Promise(done => this.#wakers.push(done))]);
      }
    }
  }

  async #unpaused() {
    while (this.#paused) await new Promise(done => this.#wakers.push(done));
    this.#abort.signal.throwIfAborted();
  }

  #wake() { this.#wakers.splice(0).forEach(done => done()); }

  #bytes(index) { return Math.min(this.ticket.blockSize, this.file.size - index * this.ticket.blockSize); }

  #share() { return this.#sent / this.file.size; }

  // For eyes and ears.
  #say(text) {
    this.view.show(text, this.#share());
    this.view.tell(text);
  }

  #figures() {
    const percent = Math.floor(100 * this.#share());
    if (this.#paused) return this.#say(fill(this.texts.paused, { percent }));

    const seconds = (performance.now() - this.#beganAt) / 1000;
    const rate = seconds > 0 ? (this.#sent - this.#began) / seconds : 0;
    const left = rate > 0 ? Math.ceil((this.file.size - this.#sent) / rate) : 0;
    const text = fill(this.texts.sending, {
      percent, size: size(this.file.size), rate: (rate / 1e6).toFixed(1), left: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`,
    });
    this.view.show(text, this.#share());
    if (performance.now() - this.#lastTold < 10_000 && percent < 100) return;
    this.#lastTold = performance.now();
    this.view.tell(`${percent} %`);
  }

  async #checksum(block) {
    const worker = this.free.pop() ?? this.workers[0];
    try {
      return await new Promise((done, failed) => {
        worker.onmessage = event => done(event.data);
        worker.onerror = failed;
        worker.postMessage(block);
      });
    } finally {
      if (!this.free.includes(worker)) this.free.push(worker);
    }
  }

  async #fingerprint() {
    const { name, size: length, lastModified } = this.file;
    const parts = [new TextEncoder().encode(`${name}\n${length}\n${lastModified}\n`), await this.file.slice(0, edge).arrayBuffer(), await this.file.slice(Math.max(0, length - edge)).arrayBuffer()];
    const bytes = await new Blob(parts).arrayBuffer();
    if (!crypto.subtle) return `${length} ${lastModified} ${await this.#checksum(bytes)}`;
    return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map(byte => byte.toString(16).padStart(2, "0")).join("");
  }
}

async function refuse(answer) {
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429) throw new Error(`HTTP ${answer.status}`);
  const said = await answer.json().catch(() => ({}));
  if (said.code === "Media.HashMismatch") throw new Error("The block was damaged on its way");
  throw new Refused(said.text || `HTTP ${answer.status}`);
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const size = bytes => bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
