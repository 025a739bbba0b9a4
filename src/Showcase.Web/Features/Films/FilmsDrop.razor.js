// Takes several files or a folder, has a draft made for each, and sends them one after another. The queue is this tab's: it goes on
// when the page is left, and shows itself again when the page is opened again.

import { fingerprintOf } from "/js/fingerprint.js";
import { Refused, Upload } from "/js/upload.js";
import { isVideo } from "/js/video-files.js";

const mostFiles = 50;

// Each line: name, file, filmId, text, share, state (waiting, sending, sent, failed, stopped), upload while it is sent.
const queue = [];
let showing;
let isSending = false;

export function start(root, mostBytes, texts, page) {
  const part = name => root.querySelector(`[data-part="${name}"]`);
  const leaving = new AbortController();
  const on = (target, event, act) => target.addEventListener(event, act, { signal: leaving.signal });
  const rows = new Map();

  const view = {
    show(line) {
      if (!rows.has(line)) rows.set(line, row(part("lines"), line, texts));
      rows.get(line)(line);
    },
    tell: text => { part("status").textContent = text; },
    arrived: () => page.invokeMethodAsync("ArrivedAsync").catch(() => {}),
  };

  async function take(files, unread = []) {
    const films = files.filter(isVideo);
    const more = films.splice(mostFiles);
    complain([
      unread.length > 0 && texts.manyUnread.replace("{first}", () => unread[0]),
      films.length === 0 && texts.noneIsVideo,
      more.length > 0 && texts.manyMore.replace("{most}", mostFiles).replace("{left}", more.length).replace("{first}", () => pathOf(more[0])),
    ].filter(text => text).join(" "));
    if (films.length === 0) return;

    let drafts;
    try {
      drafts = await page.invokeMethodAsync("DraftAsync", await Promise.all(films.map(async file => ({ name: file.name, size: file.size, fingerprint: await printOf(file) }))));
    } catch {
      return complain(texts.retrying);
    }
    drafts.forEach((draft, index) => {
      const file = films[index];
      const bad = draft.problem ?? (file.size === 0 ? texts.emptyFile : file.size > mostBytes ? texts.tooLargeFile : undefined);
      queue.push({ name: films.some(other => other !== file && other.name === file.name) ? pathOf(file) : file.name, file, filmId: draft.filmId, text: bad ?? texts.manyWaiting, share: 0, state: bad ? "failed" : "waiting" });
    });
    queue.forEach(view.show);
    send(texts);
  }

  const complain = text => { part("problem").textContent = text; part("problem").hidden = !text; };

  for (const name of ["files", "folder"]) {
    on(part(name), "change", event => { take([...event.target.files]); event.target.value = ""; });
  }
  // What was chosen before this script came.
  const early = ["files", "folder"].flatMap(name => [...part(name).files]);
  if (early.length > 0) take(early);
  on(part("drop"), "dragover", event => { event.preventDefault(); part("drop").classList.add("over"); });
  on(part("drop"), "dragleave", () => part("drop").classList.remove("over"));
  on(part("drop"), "drop", async event => {
    event.preventDefault();
    part("drop").classList.remove("over");
    const unread = [];
    take(await dropped(event.dataTransfer, unread), unread);
  });

  showing = view;
  queue.forEach(view.show);
  return { dispose: () => { leaving.abort(); if (showing === view) showing = undefined; } };
}

async function send(texts) {
  if (isSending) return;
  isSending = true;
  for (let line = next(); line; line = next()) {
    line.state = "sending";
    const upload = line.upload = new Upload(line.file, line.filmId, texts);
    upload.attach({ show: (text, share) => { Object.assign(line, { text, share }); showing?.show(line); }, tell: text => showing?.tell(`${line.name}: ${text}`) });
    try {
      await upload.start();
      Object.assign(line, { state: "sent", share: 1, text: texts.arrived });
    } catch (problem) {
      if (upload.cancelled) Object.assign(line, { state: "stopped", text: texts.manyStopped });
      else Object.assign(line, { state: "failed", text: problem instanceof Refused ? problem.message : texts.failed });
    }
    line.file = line.upload = undefined;
    showing?.show(line);
    showing?.tell(`${line.name}: ${line.text}`);
    showing?.arrived();
  }
  isSending = false;
}

const next = () => queue.find(line => line.state === "waiting");

// A line that waits is let go; one that is sent ends at once, and what had arrived of it is dropped.
function stop(line, texts) {
  if (line.upload) return line.upload.cancel();
  if (line.state !== "waiting") return;
  Object.assign(line, { state: "stopped", text: texts.manyStopped, file: undefined });
  showing?.show(line);
  showing?.tell(`${line.name}: ${line.text}`);
}

function row(list, line, texts) {
  const item = document.createElement("li");
  const [name, bar, cancel, text] = ["a", "progress", "button", "span"].map(tag => document.createElement(tag));
  bar.max = 1000;
  Object.assign(cancel, { type: "button", className: "btn", textContent: texts.manyCancel, onclick: () => { stop(line, texts); name.focus(); } });
  cancel.setAttribute("aria-label", `${texts.manyCancel}: ${line.name}`);
  item.append(name, bar, cancel, text);
  list.append(item);
  return line => {
    name.textContent = line.name;
    if (line.filmId) name.href = `/workspace/films/${line.filmId}`;
    bar.value = Math.round(1000 * line.share);
    bar.setAttribute("aria-label", line.name);
    bar.hidden = ["failed", "stopped"].includes(line.state);
    cancel.hidden = !["waiting", "sending"].includes(line.state);
    text.textContent = line.text;
    item.className = line.state;
  };
}

// Where the file lies in what was chosen: two folders may hold files of one name.
const paths = new WeakMap();
const pathOf = file => (paths.get(file) ?? (file.webkitRelativePath || file.name)).replace(/^\//, "");

// A file that cannot be read has none, and its upload will say so.
const printOf = file => fingerprintOf(file).catch(() => "");

// Files and what is in folders, however deep. What cannot be read is named and keeps nothing else back.
async function dropped(transfer, unread) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
  if (entries.length === 0) return [...transfer.files];

  const files = [];
  const walk = async entry => {
    try {
      if (entry.isDirectory) return await walkFolder(entry.createReader());
      const file = await new Promise((done, failed) => entry.file(done, failed));
      paths.set(file, entry.fullPath);
      files.push(file);
    } catch {
      unread.push(entry.fullPath.slice(1));
    }
  };
  // A reader gives a part at a time, and nothing at the end.
  const walkFolder = async reader => {
    for (let some = await read(reader); some.length > 0; some = await read(reader)) for (const each of some) await walk(each);
  };
  for (const entry of entries) await walk(entry);
  return files;
}

const read = reader => new Promise((done, failed) => reader.readEntries(done, failed));
