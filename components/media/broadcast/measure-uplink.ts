const probeBytes = [64 * 1024, 256 * 1024, 1024 * 1024];
const enoughMs = 700;

/** What the line to the server carries, in bits per second: ever larger bodies until one takes long enough to time. */
export async function measureUplink(
  showId: string,
  signal: AbortSignal,
  tell: (share: number) => void = () => {},
): Promise<number> {
  let carried = 0;
  for (const [index, bytes] of probeBytes.entries()) {
    const startedAt = performance.now();
    await send(showId, bytes, signal);
    const ms = performance.now() - startedAt;
    carried = (bytes * 8 * 1000) / ms;
    tell((index + 1) / probeBytes.length);
    if (ms > enoughMs) break;
  }
  return Math.round(carried);
}

/** Chance bytes, so that nothing on the way makes them fewer. */
async function send(showId: string, length: number, signal: AbortSignal): Promise<void> {
  const body = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(body.subarray(at, at + 65_536));
  const response = await fetch(`/api/shows/${showId}/uplink`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body,
    signal,
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
}
