// Makes what the page says without script livelier: deadlines count down, and times can be those of this browser's own zone.
// The visitor's clock may be anything: the server's time is that of its answer.
const [answer] = performance.getEntriesByType("navigation");
const answeredAt = performance.timeOrigin + (answer?.responseStart ?? 0);
const two = number => String(number).padStart(2, "0");

function tick() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const left = Math.floor((Date.parse(place.dataset.until) - Date.parse(place.dataset.now) - (Date.now() - answeredAt)) / 1000);
    const [days, hours, minutes, seconds] = [left / 86400, (left / 3600) % 24, (left / 60) % 60, left % 60].map(Math.floor);
    (place.querySelector(".chip") ?? place).textContent = left < 0 ? place.dataset.over : place.dataset.left.replace("{0}", days).replace("{1}", `${two(hours)}:${two(minutes)}:${two(seconds)}`);
  }
}

tick();
setInterval(tick, 1000);

const zones = document.getElementById("zone");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && own) {
  const option = [...zones.options].find(known => known.value === own) ?? zones.insertBefore(new Option(own, own), zones.options[1]);
  option.text = zones.dataset.own.replace("{0}", own);
}
