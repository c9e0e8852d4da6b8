import type { AirHolder } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** Who sends the picture of a show, from which device, since when. `sender` is the page's own name. */
type Lease = {
  sender: string;
  name: string;
  device: string;
  since: Date;
  renewedAt: number;
  /** It leaves the air to whoever asks: nobody is told that somebody sends. */
  givesWay?: boolean;
};

export type AirLeases = ReturnType<typeof createAirLeases>;

const quietMs = 10_000;

/**
 * One sender a show: another is refused while pictures of the first came within ten seconds, unless it says that it takes
 * over. In memory of the process that takes the pictures in, which knows best whether they come.
 */
export function createAirLeases({
  lastPictureAt,
  now = Date.now,
}: {
  /** Milliseconds since 1970; null before the first. */
  lastPictureAt: (showId: string) => number | null;
  now?: () => number;
}) {
  const leases = new Map<string, Lease>();

  function isHeld(showId: string): boolean {
    const heardAt = Math.max(lastPictureAt(showId) ?? 0, leases.get(showId)?.renewedAt ?? 0);
    return now() - heardAt <= quietMs;
  }

  /** Who sends now; null when nobody does. Pictures of no lease come from another kind of source. */
  function holder(showId: string): AirHolder | null {
    if (!isHeld(showId)) return null;
    const lease = leases.get(showId);
    if (lease?.givesWay) return null;
    return lease
      ? { name: lease.name, device: lease.device, since: lease.since.toISOString() }
      : { name: "", device: "", since: new Date(lastPictureAt(showId) ?? now()).toISOString() };
  }

  /** Refuses with air_taken and who has it. Call `grant` once the take is open. */
  function claim(showId: string, { sender, takeOver }: { sender: string; takeOver: boolean }): void {
    const held = holder(showId);
    if (takeOver || !held || leases.get(showId)?.sender === sender) return;
    throw new Refusal("air_taken", { detail: { holder: held } });
  }

  function grant(showId: string, who: Pick<Lease, "sender" | "name" | "device" | "givesWay">): void {
    const before = leases.get(showId);
    const since = before?.sender === who.sender ? before.since : new Date(now());
    leases.set(showId, { ...who, since, renewedAt: now() });
  }

  return { claim, grant, holder, end: (showId: string) => void leases.delete(showId) };
}
