// Asks the uploader's pauses for some and writes them. The argument is the module's file.
import { readFile } from "node:fs/promises";

// By its text: outside a package of modules, node takes a .js file for something else.
const { longest, pauseAfter } = await import(`data:text/javascript,${encodeURIComponent(await readFile(process.argv[2], "utf8"))}`);

const tries = [...Array(9).keys()];

console.log(JSON.stringify({
  longest: tries.map(tried => pauseAfter(tried, undefined, 1)),
  shortest: tries.map(tried => pauseAfter(tried, 0, 0)),
  afterTenThousand: pauseAfter(10_000, 0, 1),
  crowd: Array.from({ length: 100 }, () => pauseAfter(3)),
  told: [pauseAfter(0, longest, 0), pauseAfter(0, longest, 1), pauseAfter(3, 3000, 0), pauseAfter(3, 3000, 1)],
}));
