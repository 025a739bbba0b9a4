// Moves and sizes a frame on a picture. The frame is kept as shares of the picture, its height following from its width; sliders and
// pointers change the same three numbers.

const whole = 1000;

/**
 * @param shape The frame's height as a share of the picture's, where its width is all of it; above 1 where that does not fit.
 * @param least The narrowest frame, @param most the widest, as shares of the picture's width.
 */
export function start(root, crop, shape, least, most) {
  const leaving = new AbortController();
  const listen = { signal: leaving.signal };
  const part = name => root.querySelector(`[data-part="${name}"]`);
  const [stage, frame, size, left, top] = ["stage", "frame", "size", "left", "top"].map(part);
  let { x, y, width } = crop;
  let drag = null;

  const clamp = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));
  const height = () => Math.min(1, width * shape);

  function set(newX, newY, newWidth) {
    width = clamp(newWidth, least, most);
    x = clamp(newX, 0, 1 - width);
    y = clamp(newY, 0, 1 - height());
    show();
  }

  function show() {
    for (const [side, share] of [["left", x], ["top", y], ["width", width], ["height", height()]]) frame.style[side] = `${100 * share}%`;
    const range = most - least;
    place(size, range > 0 ? (width - least) / range : 1, range <= 0, width);
    place(left, width < 1 ? x / (1 - width) : 0, 1 - width < 1e-6, x);
    place(top, height() < 1 ? y / (1 - height()) : 0, 1 - height() < 1e-6, y);
  }

  function place(slider, share, isStill, told) {
    slider.value = Math.round(whole * share);
    slider.disabled = isStill;
    slider.setAttribute("aria-valuetext", `${Math.round(100 * told)} %`);
  }

  // Growing and shrinking keep the middle where it is.
  size.addEventListener("input", () => {
    const [middleX, middleY] = [x + width / 2, y + height() / 2];
    width = least + (most - least) * size.value / whole;
    set(middleX - width / 2, middleY - height() / 2, width);
  }, listen);
  left.addEventListener("input", () => set(left.value / whole * (1 - width), y, width), listen);
  top.addEventListener("input", () => set(x, top.value / whole * (1 - height()), width), listen);

  frame.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    drag = { fromX: event.clientX, fromY: event.clientY, x, y, width, sizes: event.target.dataset.part === "corner" };
  }, listen);
  frame.addEventListener("pointermove", event => {
    if (!drag) return;
    const area = stage.getBoundingClientRect();
    const [byX, byY] = [(event.clientX - drag.fromX) / area.width, (event.clientY - drag.fromY) / area.height];
    if (!drag.sizes) return set(drag.x + byX, drag.y + byY, drag.width);
    const fits = Math.min(1 - drag.x, (1 - drag.y) / shape);
    set(drag.x, drag.y, Math.min(drag.width + Math.max(byX, byY / shape), Math.max(fits, least)));
  }, listen);
  for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, () => { drag = null; }, listen);

  set(x, y, width);
  return { value: () => ({ x, y, width }), stop: () => leaving.abort() };
}
