// Sends pictures as they are chosen or dropped, one after the other, and shows how far they are. It ends with the panel.

export function start(root, panel, address, mostBytes, texts) {
  const leaving = new AbortController();
  const listen = { signal: leaving.signal };
  let request;
  let sending = false;

  const part = name => root.querySelector(`[data-part="${name}"]`);
  const isOpen = () => root.classList.contains("open") && !sending;
  const stay = event => event.preventDefault();

  function take(field) {
    const files = [...field?.files ?? []];
    if (files.length === 0) return;
    field.value = "";
    if (isOpen()) sendAll(files, field.dataset.part === "poster");
  }

  root.addEventListener("change", event => take(event.target.closest?.("input[type=file]")), listen);

  // Stills that are put into another order are dragged as well, and carry no files.
  const carriesFiles = event => [...event.dataTransfer?.types ?? []].includes("Files");
  const mark = on => part("drop")?.classList.toggle("over", on);
  root.addEventListener("dragover", event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    mark(true);
  }, { ...listen, capture: true });
  root.addEventListener("dragleave", event => { if (!root.contains(event.relatedTarget)) mark(false); }, listen);
  root.addEventListener("drop", event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    mark(false);
    if (isOpen() && event.dataTransfer.files.length > 0) sendAll([...event.dataTransfer.files], false);
  }, { ...listen, capture: true });

  async function sendAll(files, isPoster) {
    sending = true;
    addEventListener("beforeunload", stay);
    const refused = [];
    const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
    let [taken, before, id] = [0, 0, null];
    try {
      await panel.invokeMethodAsync("Begin");
      show(0);
      for (const file of files) {
        const answer = await send(file, isPoster, sent => show((before + sent) / total));
        if (answer.id) [taken, id] = [taken + 1, answer.id];
        else if (answer.text) refused.push({ name: file.name, text: answer.text });
        show((before += file.size) / total);
      }
      if (!leaving.signal.aborted) await panel.invokeMethodAsync("EndAsync", taken, refused, isPoster ? id : null);
    } finally {
      sending = false;
      removeEventListener("beforeunload", stay);
    }
  }

  function show(share) {
    const bar = part("bar");
    if (bar) bar.value = Math.round(1000 * share);
  }

  function send(file, isPoster, progress) {
    if (file.size > mostBytes) return { text: texts.tooLarge };
    return new Promise(done => {
      request = new XMLHttpRequest();
      request.open("POST", `${address}?name=${encodeURIComponent(file.name)}${isPoster ? "&poster=true" : ""}`);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = event => progress(event.loaded);
      request.onload = () => done(answerOf(request));
      request.onerror = () => done({ text: texts.failed });
      request.onabort = () => done({});
      request.send(file);
    });
  }

  // Whoever was signed out meanwhile is sent to a page and not told in JSON.
  function answerOf(answer) {
    try {
      const read = JSON.parse(answer.responseText);
      return answer.status === 201 ? { id: read.id } : { text: read.text || texts.failed };
    } catch {
      return { text: answer.status === 200 ? texts.signedOut : texts.failed };
    }
  }

  // What was chosen before this script came.
  for (const field of root.querySelectorAll("input[type=file]")) take(field);

  return {
    address: other => { address = other; },
    stop: () => { leaving.abort(); request?.abort(); },
  };
}
