// Which seconds were really played, and where the viewer stopped: told to the server in batches, without a circuit.

const every = 10_000;
const farthest = 4;
const mostSpans = 100;

export class Watched {
  #player;
  #refused;
  #spans = [];
  #last = null;
  #told = -1;
  #sending = false;
  #timer;
  #end = new AbortController();

  constructor(player, refused) {
    this.#player = player;
    this.#refused = refused;
    const { signal } = this.#end;
    const on = (target, names, act) => names.forEach(name => target.addEventListener(name, act, { signal }));
    on(player.video, ["timeupdate", "pause"], () => this.#look());
    on(player.video, ["seeking"], () => { this.#last = null; });
    on(player.video, ["seeked", "playing"], () => { this.#last = document.hidden ? null : player.video.currentTime; });
    on(player.video, ["pause", "ended"], () => this.#tell());
    on(document, ["visibilitychange"], () => { if (document.hidden) this.#tell(); });
    on(window, ["pagehide"], () => this.#tell());
    this.#timer = setInterval(() => { if (!player.video.paused) this.#tell(); }, every);
    this.#send({ place: null, played: [] });
  }

  stop() {
    this.#look();
    this.#tell();
    clearInterval(this.#timer);
    this.#end.abort();
  }

  // What lies between two looks was played where the film ran on from one to the other in a page that could be seen.
  #look() {
    const { video } = this.#player;
    const at = video.currentTime;
    const isSeen = !video.seeking && !document.hidden;
    if (isSeen && this.#last !== null && at > this.#last && at - this.#last < farthest) this.#add(Math.round(this.#last * 1000), Math.round(at * 1000));
    this.#last = isSeen && !video.paused ? at : null;
  }

  #add(from, to) {
    const newest = this.#spans.at(-1);
    if (newest?.[1] === from) newest[1] = to;
    else if (to > from) this.#spans.push([from, to]);
  }

  #tell() {
    const { video } = this.#player;
    const place = Math.round((video.ended ? 0 : video.currentTime) * 1000);
    if (this.#sending || video.readyState === 0 || (this.#spans.length === 0 && place === this.#told)) return;

    this.#told = place;
    this.#send({ place, played: this.#spans.splice(0, mostSpans) });
  }

  // What a broken connection swallowed is told the next time; what the server refuses is not told again.
  async #send(report) {
    this.#sending = true;
    try {
      const answer = await fetch(`${this.#player.folder}watched`, { method: "POST", keepalive: true, headers: { "content-type": "application/json" }, body: JSON.stringify(report) });
      if (answer.status === 403) this.#refused();
      else if (answer.status >= 500) this.#spans.unshift(...report.played);
    } catch {
      this.#spans.unshift(...report.played);
    } finally {
      this.#sending = false;
    }
  }
}
