// Lets the uploader's lanes run against made-up lines and writes the counts they came to. The argument is the module's file.
import { readFile } from "node:fs/promises";

// By its text: outside a package of modules, node takes a .js file for something else.
const { Lanes } = await import(`data:text/javascript,${encodeURIComponent(await readFile(process.argv[2], "utf8"))}`);

const block = 8 * 1024 * 1024;

// Blocks over a line of so many bytes a second for each number of lanes.
function run(speedOf, blocks, failAt = () => false) {
  const lanes = new Lanes();
  let now = 0;
  const counts = [];
  lanes.begin(now);
  for (let sent = 0; sent < blocks; sent++) {
    now += 1000 * block / speedOf(lanes.count);
    if (failAt(sent)) lanes.failed(now);
    lanes.sent(block, now);
    counts.push(lanes.count);
  }
  return counts;
}

const ending = counts => counts.slice(-100);
const together = () => {
  const lanes = new Lanes();
  lanes.begin(0);
  for (let lane = 0; lane < 4; lane++) lanes.failed(10_000 + lane);
  return lanes.count;
};

console.log(JSON.stringify({
  wide: run(count => count * 2e6, 400),
  narrow: ending(run(count => Math.min(count, 3) * 2e6, 1000)),
  crowded: ending(run(count => 1e7 - Math.abs(count - 3) * 1.5e6, 1000)),
  broken: run(count => count * 2e6, 100, sent => sent === 50).slice(49, 51),
  hopeless: run(() => 1e5, 50, () => true),
  together: together(),
}));
