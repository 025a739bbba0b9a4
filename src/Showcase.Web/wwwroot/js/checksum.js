// CRC-64/NVME in a worker, as base64 of its little-endian bytes. Two 32-bit halves, and eight tables one behind the other: no BigInt in
// the loop. Words are read in the machine's own order, which is little-endian wherever a browser runs.

const [polynomialHigh, polynomialLow] = [0x9a6c9329, 0xac4bc9b5];
const tables = 8 * 256;
const high = new Int32Array(tables);
const low = new Int32Array(tables);

for (let index = 0; index < 256; index++) {
  let [h, l] = [0, index];
  for (let bit = 0; bit < 8; bit++) {
    const odd = l & 1;
    l = (l >>> 1) | ((h & 1) << 31);
    h >>>= 1;
    if (odd) { l ^= polynomialLow; h ^= polynomialHigh; }
  }
  high[index] = h;
  low[index] = l;
}
for (let index = 256; index < tables; index++) {
  const [h, l] = [high[index - 256], low[index - 256]];
  low[index] = ((l >>> 8) | (h << 24)) ^ low[l & 255];
  high[index] = (h >>> 8) ^ high[l & 255];
}

export function crc64(buffer) {
  const words = new Int32Array(buffer, 0, 2 * Math.floor(buffer.byteLength / 8));
  let [h, l] = [-1, -1];
  for (let at = 0; at < words.length; at += 2) {
    const a = l ^ words[at];
    const b = h ^ words[at + 1];
    const a0 = 0x700 | (a & 255);
    const a1 = 0x600 | ((a >>> 8) & 255);
    const a2 = 0x500 | ((a >>> 16) & 255);
    const a3 = 0x400 | (a >>> 24);
    const b0 = 0x300 | (b & 255);
    const b1 = 0x200 | ((b >>> 8) & 255);
    const b2 = 0x100 | ((b >>> 16) & 255);
    const b3 = b >>> 24;
    l = low[a0] ^ low[a1] ^ low[a2] ^ low[a3] ^ low[b0] ^ low[b1] ^ low[b2] ^ low[b3];
    h = high[a0] ^ high[a1] ^ high[a2] ^ high[a3] ^ high[b0] ^ high[b1] ^ high[b2] ^ high[b3];
  }
  for (const byte of new Uint8Array(buffer, words.byteLength)) {
    const index = (l ^ byte) & 255;
    l = ((l >>> 8) | (h << 24)) ^ low[index];
    h = (h >>> 8) ^ high[index];
  }
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setUint32(0, ~l, true);
  bytes.setUint32(4, ~h, true);
  return btoa(String.fromCharCode(...new Uint8Array(bytes.buffer)));
}

// Answers nothing for a file that can no longer be read.
if (typeof self !== "undefined") self.onmessage = async event => self.postMessage(await event.data.arrayBuffer().then(crc64, () => ""));
