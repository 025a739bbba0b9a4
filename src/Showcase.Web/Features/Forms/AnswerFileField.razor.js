// Sends the file that answers a question as soon as it is chosen, and shows how far it is. It ends with the field.

export function start(root, field, address, mostBytes, texts) {
  const leaving = new AbortController();
  let request;
  const stay = event => event.preventDefault();

  function take(input) {
    const file = input?.files[0];
    if (!file || request) return;
    input.value = "";
    sendAsync(file);
  }

  root.addEventListener("change", event => take(event.target.closest?.("input[type=file]")), { signal: leaving.signal });

  async function sendAsync(file) {
    addEventListener("beforeunload", stay);
    try {
      await field.invokeMethodAsync("Begin");
      const refusal = file.size > mostBytes ? texts.tooLarge : await post(file);
      if (!leaving.signal.aborted) await field.invokeMethodAsync("EndAsync", refusal);
    } finally {
      request = undefined;
      removeEventListener("beforeunload", stay);
    }
  }

  function post(file) {
    return new Promise(done => {
      request = new XMLHttpRequest();
      request.open("POST", `${address}?name=${encodeURIComponent(file.name)}`);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = event => {
        const bar = root.querySelector("[data-part=bar]");
        if (bar) bar.value = Math.round(1000 * event.loaded / (event.total || 1));
      };
      request.onload = () => done(refusalOf(request));
      request.onerror = () => done(texts.failed);
      request.onabort = () => done(texts.failed);
      request.send(file);
    });
  }

  // Whoever was signed out meanwhile is sent to a page and not told in JSON.
  function refusalOf(answer) {
    if (answer.status === 201) return null;
    try {
      return JSON.parse(answer.responseText).text || texts.failed;
    } catch {
      return answer.status === 200 ? texts.signedOut : texts.failed;
    }
  }

  // What was chosen before this script came.
  take(root.querySelector("input[type=file]"));

  return { stop: () => { leaving.abort(); request?.abort(); } };
}
