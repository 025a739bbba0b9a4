// How long to wait before the next try, in milliseconds: twice as long each time, up to half a minute, and uneven, so that not all whom
// a server lost at once come back at once. Whoever is told how long at least waits that long.

export const longest = 30_000;

const first = 500;

export const pauseAfter = (tries, least = 0, chance = Math.random()) => Math.max(least, Math.min(longest, first * 2 ** tries) * (0.5 + chance / 2));
