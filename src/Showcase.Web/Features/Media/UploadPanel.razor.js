// The film's panel: takes a file, shows how far its upload is, copies the receipt. The upload itself goes on without the panel.

import { isOffline } from "/js/line.js";
import { Refused, Upload, uploadOf } from "/js/upload.js";
import { isVideo } from "/js/video-files.js";

const namesShown = 5;

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
  };

  // A film has one file. The video among others is the film, what else was dropped is told not to be taken; of several videos the person says which.
  function take(transfer) {
    const files = [...transfer.files];
    const videos = files.filter(isVideo);
    if ([...transfer.items].some(item => item.webkitGetAsEntry?.()?.isDirectory)) return remark(texts.droppedFolder);
    if (files.length < 2) return choose(files[0]);
    if (videos.length === 0) return remark(texts.noneIsVideo);
    if (videos.length > 1) return remark(texts.droppedVideos.replace("{count}", videos.length), videos);

    choose(videos[0], texts.droppedRest.replace("{names}", () => namesOf(files.filter(file => file !== videos[0]))));
  }

  // Why what was dropped is not sent, or not all of it, and what there is to choose from.
  function remark(text, videos = [], isSent = false) {
    complain("");
    part("dropped").hidden = !text;
    part("dropped-text").textContent = text;
    part("elsewhere").hidden = isSent;
    part("choices").replaceChildren(...videos.map(file => {
      const [item, button] = ["li", "button"].map(tag => document.createElement(tag));
      Object.assign(button, { type: "button", className: "btn", textContent: file.name, onclick: () => choose(file) });
      item.append(button);
      return item;
    }));
  }

  async function choose(file, rest = "") {
    remark(rest, [], true);
    if (!file) return;
    if (file.size === 0) return complain(texts.emptyFile);
    if (file.size > mostBytes) return complain(texts.tooLargeFile);

    const chosen = new Upload(file, filmId, texts);
    chosen.start().catch(() => {});
    await follow(chosen);
  }

  // Shows an upload from now until it ends, or until this panel does.
  async function follow(followed) {
    upload = followed;
    part("name").textContent = upload.file.name;
    part("pause").textContent = upload.paused ? texts.resume : texts.pause;
    part("bar").value = 0;
    upload.attach({
      show: (figures, share) => {
        part("figures").textContent = figures;
        part("figures").className = isOffline() && !upload?.paused ? "notice warn" : "muted small tab";
        part("bar").value = Math.round(share * 1000);
      },
      tell,
    });
    showSending(true);
    let problem;
    try {
      await upload.done;
    } catch (failure) {
      if (!upload.cancelled) problem = failure instanceof Refused ? failure.message : texts.failed;
    }
    const ended = upload;
    upload = undefined;
    if (leaving.signal.aborted) return;

    tell(problem || ended.cancelled ? "" : texts.arrived);
    const hadFocus = part("sending").contains(document.activeElement);
    showSending(false);
    if (hadFocus) part("file").focus();
    part("file").value = "";
    const isShown = await told(ended.ticket?.assetId ?? null);
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
    const watch = new MutationObserver(() => { if (cutOff() && !upload) act(); });
    if (box) watch.observe(box, { attributes: true });
    leaving.signal.addEventListener("abort", () => watch.disconnect());
  }

  // Without a secure connection browsers have no clipboard: the words are marked, to be copied by hand.
  async function copy(button) {
    const words = button.closest(".receipt").querySelector("dl");
    try {
      await navigator.clipboard.writeText([...words.querySelectorAll("div")].map(row => `${row.children[0].textContent}: ${row.children[1].textContent}`).join("\n"));
      button.textContent = texts.receiptCopied;
      tell(texts.receiptCopied);
    } catch {
      getSelection().selectAllChildren(words);
    }
  }

  on(part("file"), "change", event => choose(event.target.files[0]));
  on(part("drop"), "dragover", event => { event.preventDefault(); part("drop").classList.add("over"); });
  on(part("drop"), "dragleave", () => part("drop").classList.remove("over"));
  on(part("drop"), "drop", event => { event.preventDefault(); part("drop").classList.remove("over"); take(event.dataTransfer); });
  on(part("pause"), "click", () => { part("pause").textContent = upload.togglePause() ? texts.resume : texts.pause; });
  on(part("cancel"), "click", () => upload.cancel());
  on(root, "click", event => { const button = event.target.closest("[data-copy]"); if (button) copy(button); });
  if (uploadOf(filmId)) follow(uploadOf(filmId));
  // A file that was chosen before this script came.
  if (part("file").files.length > 0) choose(part("file").files[0]);
  return { dispose: () => { leaving.abort(); upload?.attach(undefined); } };
}

const namesOf = files => files.slice(0, namesShown).map(file => file.name).join(", ") + (files.length > namesShown ? ", …" : "");
