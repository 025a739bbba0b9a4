// Keeps what is typed into a part of a page on this device until the server has said that it has it: neither a lost line nor a page that
// is gone loses text. Each person's is kept apart, for a month at most; signing out takes it away.

const prefix = "kept:";
const offer = "offer:";
const oldest = 30 * 24 * 3600_000;
const orphanedAfter = 60_000;
const betweenTold = 150;
const cutOff = ".components-reconnect-show, .components-reconnect-failed, .components-reconnect-rejected";

// The open parts by the name of what they keep.
const open = new Map();
const box = document.getElementById("components-reconnect-modal");

// Two tabs keep apart what is typed in them, so that neither takes up what the other is about to save.
const tab = sessionStorage.getItem("tab") ?? `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
sessionStorage.setItem("tab", tab);
navigator.locks?.request(`${prefix}${tab}`, () => new Promise(() => {}));

// This view of the page, until it is made anew.
const view = Math.random().toString(36).slice(2);

const keyOf = name => `${prefix}${name}:${tab}`;

function read(key) {
  try { return JSON.parse(localStorage.getItem(key))?.fields ?? {}; } catch { return {}; }
}

function write(key, fields) {
  try {
    if (Object.keys(fields).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
    delete document.documentElement.dataset.unkept;
  } catch {
    // The device has no room: a page that would lose what is typed is not made anew by itself.
    document.documentElement.dataset.unkept = "";
  }
  mark();
}

const isWaiting = field => !field.offered && !field.held;

// The style sheet shows by it that "Saved" is not true at this moment. Parts that are sent by a button say nothing of the kind.
function mark() {
  document.documentElement.toggleAttribute("data-unsaved", [...open.values()].some(part => "saves" in part.root.dataset && Object.values(part.fields).some(isWaiting)));
}

function sweep() {
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(prefix))) {
    try {
      if (Date.now() - JSON.parse(localStorage.getItem(key)).at > oldest) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

// What tabs that are no more kept of the same thing.
async function orphans(name) {
  const locks = await navigator.locks?.query();
  const alive = new Set(locks?.held.map(lock => lock.name) ?? []);
  return Object.keys(localStorage).filter(key => {
    if (!key.startsWith(`${prefix}${name}:`) || key === keyOf(name)) return false;
    return locks ? !alive.has(`${prefix}${key.slice(key.lastIndexOf(":") + 1)}`) : Date.now() - JSON.parse(localStorage.getItem(key)).at > orphanedAfter;
  });
}

const isField = (root, element) => element.matches?.("textarea, select, input:not([type=file], [type=password], [type=hidden], [type=button], [type=submit])")
  && element.closest("[data-kept]") === root && !element.closest("[data-loose]");
const isOpen = element => Boolean(element) && !element.readOnly && !element.matches(":disabled");

function captionOf(element) {
  if (element.type === "radio") return element.closest("fieldset")?.querySelector("legend span, legend")?.textContent.trim() ?? element.name;
  const label = element.labels?.[0];
  return (element.getAttribute("aria-label") ?? label?.querySelector(".label")?.textContent ?? label?.textContent ?? element.id).trim();
}

// A part of a page whose fields are kept. It is there with the first letter, whether or not the page has asked for it yet.
class Part {
  seq = 0;
  bases = new Map();
  #timer;
  #isTelling = false;
  #asked = false;

  constructor(root) {
    this.root = root;
    this.name = root.dataset.kept;
    this.key = keyOf(this.name);
    this.fields = read(this.key);
    this.seq = Math.max(0, ...Object.values(this.fields).map(field => field.seq));
  }

  all() { return [...this.root.querySelectorAll("textarea, select, input")].filter(element => isField(this.root, element)); }
  find(name) { return this.all().find(element => this.nameOf(element) === name); }
  group(element) { return this.all().filter(other => other.type === "radio" && other.name === element.name); }

  // Lines of a list have no ids: they go by their label and their place.
  nameOf(element) {
    if (element.type === "radio") return element.name;
    if (element.id) return element.id;
    const caption = captionOf(element);
    return `${caption}#${this.all().filter(other => !other.id && captionOf(other) === caption).indexOf(element)}`;
  }

  valueOf(element) {
    if (element.type === "radio") return this.group(element).find(each => each.checked)?.value ?? "";
    return element.type === "checkbox" ? String(element.checked) : element.value;
  }

  // As if the person typed it: the page's own handlers take it from there.
  put(element, value) {
    const target = element.type === "radio" ? this.group(element).find(each => each.value === value) : element;
    if (!target) return;
    if (target.type === "radio") target.checked = true;
    else if (target.type === "checkbox") target.checked = value === "true";
    else target.value = value;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.dispatchEvent(new Event("change", { bubbles: true }));
  }

  note(element) {
    const name = this.nameOf(element);
    if (!this.fields[name]) this.bases.set(name, this.valueOf(element));
  }

  typed(element) {
    const name = this.nameOf(element);
    this.fields[name] = { was: this.fields[name]?.was ?? this.bases.get(name) ?? "", value: this.valueOf(element), seq: ++this.seq, label: captionOf(element), on: view };
    write(this.key, this.fields);
    this.#tell();
  }

  // The page asks for it: what was kept is taken up.
  async begin(page) {
    this.page = page;
    for (const orphan of await orphans(this.name)) {
      for (const [field, said] of Object.entries(read(orphan))) this.fields[field] ??= said;
      localStorage.removeItem(orphan);
    }
    this.seq = Math.max(this.seq, ...Object.values(this.fields).map(field => field.seq));
    for (const element of this.all()) this.note(element);
    this.restore(false);
    if (Object.values(this.fields).some(isWaiting)) this.#tell();
  }

  // The line is back, and with it the same page.
  resume() {
    this.#isTelling = false;
    if (Object.values(this.fields).some(isWaiting)) this.restore(true);
  }

  // After the events themselves, in their order: whatever was typed up to this number has come before it.
  #tell() {
    if (!this.page || this.#isTelling || this.#timer) return;
    this.#timer = setTimeout(async () => {
      this.#timer = undefined;
      // A line that is coming back would carry this number, but never carried the letters before it: they are typed again first.
      if (box?.matches(cutOff)) return;
      this.#isTelling = true;
      const upTo = this.seq;
      try { await this.page?.invokeMethodAsync("TellReached", upTo); } catch { /* told again with the next letter, or when the line is back */ }
      this.#isTelling = false;
      if (this.seq > upTo && !box?.matches(cutOff)) this.#tell();
    }, betweenTold);
  }

  // Types again what the server does not have. A field that says something else by now is not typed over: what was typed is set aside, and
  // the person is asked. What was typed before this view of the page and stands in its field came from the server.
  restore(isResumed) {
    let restored = 0;
    for (const [key, field] of Object.entries(this.fields)) {
      const isHere = field.on === view;
      if (isHere && (field.offered || !isResumed)) continue;
      const name = field.of ?? key;
      const element = this.find(name);
      const now = element && this.valueOf(element);
      delete this.fields[key];
      if (isOpen(element) && now === field.value && !isHere) continue;
      if (isOpen(element) && (now === field.was || now === field.value)) {
        this.bases.set(name, field.was);
        this.put(element, field.value);
        restored++;
      } else if (field.value !== field.was && field.value !== now) {
        this.fields[`${offer}${name}`] = { ...field, of: name, offered: true, held: false, on: view };
      }
    }
    write(this.key, this.fields);
    this.ask(restored);
  }

  ask(restored = 0) {
    const offers = Object.entries(this.fields).filter(([, field]) => field.offered)
      .map(([name, field]) => ({ name, label: field.label || field.of, value: field.value, hasField: isOpen(this.find(field.of)) }));
    if (restored > 0 || offers.length > 0 || this.#asked) this.page?.invokeMethodAsync("Ask", restored, offers).catch(() => {});
    this.#asked = offers.length > 0;
  }

  end() {
    clearTimeout(this.#timer);
    this.page = undefined;
    if (open.get(this.name) === this) open.delete(this.name);
    mark();
  }
}

// The part that stands in that element now; the name changes when the page turns to another thing.
function partOf(root) {
  const known = open.get(root.dataset.kept);
  if (known?.root === root) return known;
  for (const part of [...open.values()]) if (part.root === root || !part.root.isConnected) part.end();
  const part = new Part(root);
  open.set(part.name, part);
  return part;
}

function of(event) {
  const root = event.target.closest?.("[data-kept]");
  return root && isField(root, event.target) ? partOf(root) : undefined;
}

for (const event of ["focusin", "pointerdown"]) document.addEventListener(event, happened => of(happened)?.note(happened.target));
for (const event of ["input", "change"]) document.addEventListener(event, happened => of(happened)?.typed(happened.target));
if (box) new MutationObserver(() => { if (!box.matches(cutOff)) for (const part of open.values()) part.resume(); }).observe(box, { attributeFilter: ["class"] });

/** Takes up what was kept of the thing that this element shows; the page hears how far it has been told, and what it has to ask the person. */
export const begin = (root, page) => partOf(root).begin(page);

/** The page shows that thing no more. */
export const end = name => open.get(name)?.end();

/** The server has all that was typed up to that number; partly, where half typed lines wait on the screen alone. */
export function confirm(name, upTo, partly) {
  const part = open.get(name);
  const fields = part?.fields ?? read(keyOf(name));
  for (const [key, field] of Object.entries(fields)) {
    if (field.seq > upTo || field.offered) continue;
    part?.bases.set(key, field.value);
    if (partly) field.held = true;
    else delete fields[key];
  }
  write(part?.key ?? keyOf(name), fields);
}

/** One field, or all of it, is not wanted any more. */
export function forget(name, field) {
  const part = open.get(name);
  const fields = part?.fields ?? read(keyOf(name));
  for (const key of field ? [field] : Object.keys(fields)) delete fields[key];
  write(part?.key ?? keyOf(name), fields);
  part?.ask();
}

/** What was offered replaces what stands in the field. */
export function use(name, offered) {
  const part = open.get(name);
  const field = part?.fields[offered];
  if (!field) return;
  delete part.fields[offered];
  const element = part.find(field.of);
  if (element) part.put(element, field.value);
  part.ask();
}

sweep();

// Whoever signs out leaves nothing behind.
document.addEventListener("submit", event => {
  if (!event.target.action?.endsWith("/account/signout")) return;
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(prefix))) localStorage.removeItem(key);
});
