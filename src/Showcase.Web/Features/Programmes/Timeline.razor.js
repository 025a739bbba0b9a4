// Drag and keys of the timeline. Moves stay here; a drop or a key calls .NET once.
const snap = 5;
const threshold = 4;
const margin = 24;

export function attach(frame, dotnet) {
    const lanes = frame.querySelector(".lanes");
    const leaving = new AbortController();
    const options = { signal: leaving.signal };
    let drag = null;
    let justDragged = false;
    let calls = Promise.resolve();

    // One call after the other: each needs the version that the one before it left.
    const call = (...call) => { calls = calls.then(() => dotnet.invokeMethodAsync(...call)).catch(() => null); };
    const total = () => Number(lanes.dataset.minutes);

    function start(event) {
        if (event.button !== 0 || event.pointerType === "touch") return;
        const source = event.target.closest("[data-programme], .event[data-id]");
        if (!source || "fixed" in source.dataset) return;
        const fromTray = "programme" in source.dataset;
        if (!fromTray && !frame.contains(source)) return;
        const rect = source.getBoundingClientRect();
        drag = {
            source, fromTray, x: event.clientX, y: event.clientY,
            grip: fromTray ? 0 : event.clientX - rect.left,
            length: Number(fromTray ? source.dataset.minutes : source.dataset.length), version: lanes.dataset.version || null,
        };
        if (fromTray) event.preventDefault();
    }

    function move(event) {
        if (!drag) return;
        if (!drag.ghost) {
            if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < threshold) return;
            drag.ghost = document.createElement("div");
            drag.ghost.className = "ghost";
            lanes.append(drag.ghost);
            document.body.style.cursor = "grabbing";
        }
        event.preventDefault();
        const rect = lanes.getBoundingClientRect();
        const head = parseFloat(getComputedStyle(lanes.querySelector(".hours")).height);
        const row = (rect.height - head) / Number(lanes.dataset.lanes);
        const minute = Math.round((event.clientX - drag.grip - rect.left) / rect.width * total() / snap) * snap;
        const lane = Math.floor((event.clientY - rect.top - head) / row);
        const visible = frame.getBoundingClientRect();
        drag.inside = lane >= 0 && lane < Number(lanes.dataset.lanes) && event.clientX >= visible.left && event.clientX <= visible.right && minute >= 0 && minute < total();
        drag.ghost.hidden = !drag.inside;
        [drag.minute, drag.lane] = [minute, lane];
        drag.ghost.style.cssText = `left: ${minute / total() * 100}%; width: ${drag.length / total() * 100}%; --lane: ${lane}`;
        drag.ghost.textContent = clock(minute);
    }

    function end() {
        if (!drag) return;
        const { source, fromTray, ghost, inside, lane, minute, version } = drag;
        cancel();
        if (!ghost) return;
        justDragged = true;
        setTimeout(() => { justDragged = false; });
        if (inside) call("DropAsync", fromTray, fromTray ? source.dataset.programme : source.dataset.id, lane, minute, version);
    }

    function cancel() {
        drag?.ghost?.remove();
        document.body.style.cursor = "";
        drag = null;
    }

    function clock(minute) {
        const marks = [...lanes.querySelectorAll(".hours span")];
        const mark = marks[Math.min(Math.floor(minute / 60), marks.length - 1)]?.textContent ?? "";
        return `${mark.slice(0, 3)}${String(minute % 60).padStart(2, "0")}`;
    }

    function key(event) {
        if (event.key === "Escape") cancel();
        const item = event.target.closest?.(".event[data-id]");
        if (!item || "fixed" in item.dataset || event.altKey || event.ctrlKey || event.metaKey) return;
        const far = event.shiftKey ? 60 : snap;
        const step = { ArrowLeft: [0, -far], ArrowRight: [0, far], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
        if (step) {
            event.preventDefault();
            call("NudgeAsync", item.dataset.id, ...step);
        } else if (event.key === "Delete") {
            event.preventDefault();
            call("TakeOutAsync", item.dataset.id);
        }
    }

    // The day begins where something happens, not where the house opens.
    const first = Math.min(...[...lanes.querySelectorAll(".event:not([data-fixed])")].map(item => item.offsetLeft));
    if (Number.isFinite(first)) lanes.parentElement.scrollLeft = first - margin;

    document.addEventListener("pointerdown", start, options);
    document.addEventListener("pointermove", move, options);
    document.addEventListener("pointerup", end, options);
    document.addEventListener("pointercancel", cancel, options);
    document.addEventListener("click", event => { if (justDragged) { event.preventDefault(); event.stopPropagation(); } }, { ...options, capture: true });
    frame.addEventListener("keydown", key, options);
    frame.dataset.ready = "";
    return { dispose: () => { cancel(); leaving.abort(); } };
}
