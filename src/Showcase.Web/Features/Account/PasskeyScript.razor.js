// Joins forms marked data-passkey="sign-in" or "create" to the browser's passkeys: asks the server for options, the person for the
// key, and posts the answer with the form. Making one takes the password, which goes to the server and not into the form. An address of digits, such as 127.0.0.1, cannot have passkeys (WebAuthn, "RP ID").
const isSupported = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined && !/^[\d.]+$|:/.test(location.hostname);

class Refused extends Error {
  constructor(status) {
    super(`The server answered ${status}.`);
    this.isPassword = status === 403;
  }
}

async function ask(form, signal) {
  const isNew = form.dataset.passkey === "create";
  const token = form.querySelector("input[name=__RequestVerificationToken]").value;
  const answer = await fetch(isNew ? "/account/passkeys/creation-options" : "/account/passkeys/request-options", {
    method: "POST", headers: { RequestVerificationToken: token }, signal,
    body: isNew ? new URLSearchParams({ password: form.querySelector("[data-password]").value }) : null,
  });
  if (!answer.ok) throw new Refused(answer.status);
  const options = await answer.json();
  return isNew
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), signal });
}

function join(form) {
  const credential = form.querySelector("input[name$='.Credential']");
  const problem = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    problem.textContent = "";
    try {
      credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (error) {
      // The password is wrong, the person closed the dialog, or the browser has no key for this site.
      problem.textContent = error.isPassword ? problem.dataset.refused : problem.dataset.failed;
    }
  });
}

if (isSupported) {
  document.querySelectorAll("form[data-passkey]").forEach(join);
} else {
  document.querySelectorAll("[data-passkey-unsupported]").forEach(note => { note.hidden = false; });
}
