// CRC-64/NVME in a worker, as base64 of its little-endian bytes. Two 32-bit halves and eight tables: no BigInt in the loop.

const [polynomialHigh, polynomialLow] = [0x9a6c9329, 0xac4bc9b5];
const high = Array.from({ length: 8 }, () => new Uint32Array(256));
const low = Array.from({ length: 8 }, () => new Uint32Array(256));

for (let index = 0; index < 256; index++) {
  let [h, l] = [0, index];
  for (let bit = 0; bit < 8; bit++) {
    const odd = l & 1;
    l = (l >>> 1) | ((h & 1) << 31);
    h >>>= 1;
    if (odd) { l ^= polynomialLow; h ^= polynomialHigh; }
  }
  high[0][index] = h;
  low[0][index] = l;
}
for (let slice = 1; slice < 8; slice++) {
  for (let index = 0; index < 256; index++) {
    const [h, l] = [high[slice - 1][index], low[slice - 1][index]];
    low[slice][index] = ((l >>> 8) | (h << 24)) ^ low[0][l & 255];
    high[slice][index] = (h >>> 8) ^ high[0][l & 255];
  }
}

export function crc64(buffer) {
  const view = new DataView(buffer);
  const whole = buffer.byteLength - (buffer.byteLength % 8);
  let [h, l] = [-1, -1];
  let at = 0;
  for (; at < whole; at += 8) {
    const a = l ^ view.getUint32(at, true);
    const b = h ^ view.getUint32(at + 4, true);
    l = low[7][a & 255] ^ low[6][(a >>> 8) & 255] ^ low[5][(a >>> 16) & 255] ^ low[4][a >>> 24] ^ low[3][b & 255] ^ low[2][(b >>> 8) & 255] ^ low[1][(b >>> 16) & 255] ^ low[0][b >>> 24];
    h = high[7][a & 255] ^ high[6][(a >>> 8) & 255] ^ high[5][(a >>> 16) & 255] ^ high[4][a >>> 24] ^ high[3][b & 255] ^ high[2][(b >>> 8) & 255] ^ high[1][(b >>> 16) & 255] ^ high[0][b >>> 24];
  }
  for (; at < buffer.byteLength; at++) {
    const index = (l ^ view.getUint8(at)) & 255;
    l = ((l >>> 8) | (h << 24)) ^ low[0][index];
    h = (h >>> 8) ^ high[0][index];
  }
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setUint32(0, ~l, true);
  bytes.setUint32(4, ~h, true);
  return btoa(String.fromCharCode(...new Uint8Array(bytes.buffer)));
}

if (typeof self !== "undefined") self.onmessage = event => self.postMessage(crc64(event.data));
