// Sends the sound file that describes a film in one go, and shows how much of it is on its way. It ends with the panel.

export function start(root, mostBytes, texts) {
  const part = name => root.querySelector(`[data-part="${name}"]`);
  let request;

  /** Answers what to tell the artist: why it was not taken, nothing but an empty text where it was stopped, null where it was taken. */
  function send(address) {
    const file = part("file").files[0];
    if (!file) return texts.fileMissing;
    if (file.size > mostBytes) return texts.tooLarge;

    const stay = event => event.preventDefault();
    addEventListener("beforeunload", stay);
    part("bar").value = 0;
    return new Promise(done => {
      request = new XMLHttpRequest();
      request.open("POST", `${address}?name=${encodeURIComponent(file.name)}`);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = event => { const bar = part("bar"); if (bar) bar.value = Math.round(1000 * event.loaded / file.size); };
      request.onload = () => done(request.status === 201 ? null : whyOf(request));
      request.onerror = () => done(texts.failed);
      request.onabort = () => done("");
      request.send(file);
    }).finally(() => removeEventListener("beforeunload", stay));
  }

  // Whoever was signed out meanwhile is sent to a page and not told in JSON.
  function whyOf(answer) {
    try {
      return JSON.parse(answer.responseText).text || texts.failed;
    } catch {
      return answer.status === 200 ? texts.signedOut : texts.failed;
    }
  }

  return { send, cancel: () => request?.abort() };
}
