import type { Snapshot } from "#lib/live/contract.ts";
import { isSnapshot } from "#lib/live/is-snapshot.ts";

const everyMs = 2000;

/**
 * Reads the room every two seconds, for a page whose line to the server is refused or cut on the way; answers with what ends
 * it. Everybody reads the same text, which a cache on the way may answer with.
 */
export function pollRoom(showId: string, onRead: (whole: Snapshot | null) => void): () => void {
  let ended = false;
  let timer = setTimeout(read, Math.random() * everyMs);

  async function read() {
    // A tab that nobody looks at costs nobody anything.
    if (!document.hidden) {
      const whole = await readRoom(showId);
      if (!ended) onRead(whole);
    }
    if (!ended) timer = setTimeout(read, everyMs);
  }

  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** The whole room at this moment; null when it did not come whole, for whatever reason. */
export async function readRoom(showId: string): Promise<Snapshot | null> {
  try {
    const response = await fetch(`/api/shows/${showId}/snapshot`);
    const whole: unknown = response.ok ? await response.json() : null;
    return isSnapshot(whole) ? whole : null;
  } catch {
    return null;
  }
}
