// Takes several files or a folder, has a draft made for each, and sends them one after another. The queue is this tab's: it goes on
// when the page is left, and shows itself again when the page is opened again.

import { Refused, Upload } from "/js/upload.js";

const extensions = /\.(mp4|m4v|mov|mkv|webm|mxf|ts|mts|m2ts|avi|mpg|mpeg)$/i;
const mostFiles = 50;

// Each line: name, file, filmId, text, share, state (waiting, sending, sent, failed).
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
      if (!rows.has(line)) rows.set(line, row(part("lines")));
      rows.get(line)(line);
    },
    tell: text => { part("status").textContent = text; },
    arrived: () => page.invokeMethodAsync("ArrivedAsync").catch(() => {}),
  };

  async function take(files) {
    part("problem").hidden = true;
    const films = files.filter(file => !file.name.startsWith(".") && (file.type.startsWith("video/") || extensions.test(file.name))).slice(0, mostFiles);
    if (films.length === 0) return complain(texts.manyNone);

    let drafts;
    try {
      drafts = await page.invokeMethodAsync("DraftAsync", films.map(file => file.name));
    } catch {
      return complain(texts.retrying);
    }
    drafts.forEach((draft, index) => {
      const file = films[index];
      const bad = draft.problem ?? (file.size === 0 ? texts.emptyFile : file.size > mostBytes ? texts.tooLargeFile : undefined);
      queue.push({ name: file.name, file, filmId: draft.filmId, text: bad ?? texts.manyWaiting, share: 0, state: bad ? "failed" : "waiting" });
    });
    queue.forEach(view.show);
    send(texts);
  }

  const complain = text => { part("problem").textContent = text; part("problem").hidden = false; };

  for (const name of ["files", "folder"]) {
    on(part(name), "change", event => { take([...event.target.files]); event.target.value = ""; });
  }
  on(part("drop"), "dragover", event => { event.preventDefault(); part("drop").classList.add("over"); });
  on(part("drop"), "dragleave", () => part("drop").classList.remove("over"));
  on(part("drop"), "drop", async event => {
    event.preventDefault();
    part("drop").classList.remove("over");
    take(await dropped(event.dataTransfer));
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
    const upload = new Upload(line.file, line.filmId, texts);
    upload.attach({ show: (text, share) => { Object.assign(line, { text, share }); showing?.show(line); }, tell: text => showing?.tell(`${line.name}: ${text}`) });
    try {
      await upload.start();
      Object.assign(line, { state: "sent", share: 1, text: texts.manySent });
    } catch (problem) {
      Object.assign(line, { state: "failed", text: problem instanceof Refused ? problem.message : texts.failed });
    }
    line.file = undefined;
    showing?.show(line);
    showing?.tell(`${line.name}: ${line.text}`);
    showing?.arrived();
  }
  isSending = false;
}

const next = () => queue.find(line => line.state === "waiting");

function row(list) {
  const item = document.createElement("li");
  const [name, bar, text] = ["a", "progress", "span"].map(tag => document.createElement(tag));
  bar.max = 1000;
  item.append(name, bar, text);
  list.append(item);
  return line => {
    name.textContent = line.name;
    if (line.filmId) name.href = `/workspace/films/${line.filmId}`;
    bar.value = Math.round(1000 * line.share);
    bar.setAttribute("aria-label", line.name);
    bar.hidden = line.state === "failed";
    text.textContent = line.text;
    item.className = line.state;
  };
}

// Files and what is in folders, however deep.
async function dropped(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
  if (entries.length === 0) return [...transfer.files];

  const files = [];
  const walk = async entry => {
    if (entry.isFile) return files.push(await new Promise((done, failed) => entry.file(done, failed)));
    const reader = entry.createReader();
    for (let some = await read(reader); some.length > 0; some = await read(reader)) for (const each of some) await walk(each);
  };
  for (const entry of entries) await walk(entry);
  return files;
}

const read = reader => new Promise((done, failed) => reader.readEntries(done, failed));
