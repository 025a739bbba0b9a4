// Presses the inbox's keys on a made-up page of three rows and writes what they did. The argument is the module's file.
import { readFile } from "node:fs/promises";

// By its text: outside a package of modules, node takes a .js file for something else.
const { start } = await import(`data:text/javascript,${encodeURIComponent(await readFile(process.argv[2], "utf8"))}`);

const did = [];
let pressed;
globalThis.HTMLElement = class {
  matches(selector) { return selector.split(",").some(part => part.trim() === this.tag); }
};

const rows = ["a", "b", "c"].map(name => {
  const link = new HTMLElement();
  const box = { click: () => did.push(`tick ${name}`) };
  const row = { contains: element => element === link, querySelector: selector => selector === "a" ? link : box, scrollIntoView: () => {} };
  Object.assign(link, { tag: "a", focus: () => { document.activeElement = link; did.push(`focus ${name}`); }, closest: () => row });
  return row;
});
const dialog = { open: false, showModal: () => did.push("help") };
const search = Object.assign(new HTMLElement(), { tag: "textarea", focus: () => did.push("search") });

globalThis.document = {
  activeElement: null,
  getElementById: id => id === "inbox-keys" ? dialog : search,
  querySelectorAll: () => rows,
  addEventListener: (type, act) => { pressed = act; },
};

const press = (key, more = {}) => pressed({ key, target: document.activeElement, preventDefault() {}, ...more });

start();
for (const key of ["j", "j", "j", "j", "k", "x", "/", "?"]) press(key);

// None of these is the inbox's: a letter in a field, a browser's own key, one it does not know, and any while the help is open.
press("j", { target: search });
press("k", { ctrlKey: true });
press("toString");
dialog.open = true;
press("x");

process.stdout.write(did.join("\n"));
