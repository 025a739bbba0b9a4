// Which file it is: its size, and the SHA-256 of its first and last mebibyte. Its name and its date say nothing: a phone makes a fresh
// copy with another name for each pick.

const edge = 1024 * 1024;

export async function fingerprintOf(file) {
  const parts = new Blob([file.slice(0, edge), file.slice(Math.max(0, file.size - edge))]);
  return `${file.size}-${crypto.subtle ? hex(await crypto.subtle.digest("SHA-256", await parts.arrayBuffer())) : await checksumOf(parts)}`;
}

const hex = bytes => [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, "0")).join("");

// Without a secure connection browsers have no SHA-256; the blocks' own checksum tells files apart as well.
async function checksumOf(blob) {
  const worker = new Worker("/js/checksum.js", { type: "module" });
  try {
    return await new Promise((done, failed) => {
      worker.onmessage = ({ data }) => data ? done(data) : failed(new Error("The file could not be read."));
      worker.onerror = failed;
      worker.postMessage(blob);
    });
  } finally {
    worker.terminate();
  }
}
