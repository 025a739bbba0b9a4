// Puts the lines of a list in another order by their grips: with a mouse, a pen or a finger. The page moves the line; until it has, nothing
// here is changed for good. Buttons and keys do the same without a pointer.

const edge = 64;
const step = 14;

export function start(root, page) {
  const leaving = new AbortController();
  const on = (target, event, act) => target.addEventListener(event, act, { signal: leaving.signal });
  let drag;

  on(root, "pointerdown", event => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || !event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    const line = grip.closest("li");
    const lines = [...line.parentElement.children];
    drag = { grip, line, lines, from: lines.indexOf(line), to: lines.indexOf(line), at: event.clientY + scrollY, y: event.clientY, pointer: event.pointerId };
    grip.setPointerCapture(event.pointerId);
    line.classList.add("dragged");
    drag.scrolling = requestAnimationFrame(scroll);
  });
  on(root, "pointermove", event => {
    if (event.pointerId !== drag?.pointer) return;
    drag.y = event.clientY;
    show();
  });
  on(root, "pointerup", event => {
    if (event.pointerId !== drag?.pointer) return;
    const { from, to } = drag;
    end();
    if (from !== to) page.invokeMethodAsync("MoveAsync", from, to).catch(() => {});
  });
  on(root, "pointercancel", end);
  on(root, "lostpointercapture", end);
  on(document, "keydown", event => { if (event.key === "Escape" && drag) end(); });

  // The line follows the pointer, and the others make room.
  function show() {
    const moved = drag.y + scrollY - drag.at;
    drag.line.style.transform = `translateY(${moved}px)`;
    const middle = drag.line.offsetTop + drag.line.offsetHeight / 2 + moved;
    const room = drag.line.offsetHeight;
    drag.to = drag.lines.filter(line => line !== drag.line && line.offsetTop + line.offsetHeight / 2 < middle).length;
    drag.lines.forEach((line, index) => {
      if (line === drag.line) return;
      const makesRoom = index > drag.from && index <= drag.to ? -room : index < drag.from && index >= drag.to ? room : 0;
      line.style.transform = makesRoom ? `translateY(${makesRoom}px)` : "";
    });
  }

  // A list is longer than a phone's screen.
  function scroll() {
    if (!drag) return;
    const by = drag.y < edge ? -step : drag.y > innerHeight - edge ? step : 0;
    if (by) { scrollBy(0, by); show(); }
    drag.scrolling = requestAnimationFrame(scroll);
  }

  function end() {
    if (!drag) return;
    cancelAnimationFrame(drag.scrolling);
    drag.lines.forEach(line => { line.style.transform = ""; });
    drag.line.classList.remove("dragged");
    drag = undefined;
  }

  return { dispose: () => { leaving.abort(); end(); } };
}
