// How many blocks are under way at once: one more as long as that brings more bytes a second, one fewer where it brings less, half of
// them after an error. No clock of its own: who calls says when.

export const fewest = 2;
export const most = 8;

const gain = 1.08;
const rounds = 2;
const shortest = 2_000;
const steadyBeforeTrying = 4;

export class Lanes {
  count = 4;
  #step = 1;
  #rate = 0;
  #steady = 0;
  #bytes = 0;
  #blocks = 0;
  #since;
  #failedAt;
  #isTrial = false;

  begin(now) { [this.#bytes, this.#blocks, this.#since] = [0, 0, now]; }

  // A block has arrived.
  sent(bytes, now) {
    this.#bytes += bytes;
    if (++this.#blocks < rounds * this.count || now - this.#since < shortest) return;

    const rate = this.#bytes / (now - this.#since);
    if (this.#rate === 0 || rate > this.#rate * gain) {
      this.#move(this.#step);
    } else if (rate * gain < this.#rate) {
      this.#step = -this.#step;
      this.#move(this.#step);
    } else if (this.#isTrial) {
      // One more brought nothing.
      this.#move(-1);
    } else if (++this.#steady >= steadyBeforeTrying) {
      this.#step = 1;
      this.#move(1);
    }
    this.#rate = rate;
    this.begin(now);
  }

  // A block failed. Those that fail together, such as all of a server's that is restarted, count once.
  failed(now) {
    if (this.#failedAt !== undefined && now - this.#failedAt < shortest) return;

    this.#failedAt = now;
    this.count = Math.max(fewest, Math.floor(this.count / 2));
    [this.#rate, this.#step, this.#steady, this.#isTrial] = [0, 1, 0, false];
    this.begin(now);
  }

  #move(step) {
    this.#isTrial = step > 0 && this.count < most;
    this.count = Math.min(most, Math.max(fewest, this.count + step));
    this.#steady = 0;
  }
}
