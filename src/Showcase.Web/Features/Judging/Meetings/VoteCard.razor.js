// The receipt with which a vote can be changed: in this tab, and nowhere else.
const prefix = "meeting-vote:";

export const find = vote => sessionStorage.getItem(prefix + vote);

export function keep(vote, receipt) {
  forget();
  sessionStorage.setItem(prefix + vote, receipt);
}

export function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
