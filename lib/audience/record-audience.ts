import type { Uses } from "#lib/container.ts";

/** Every few seconds: likes, the peak and this minute's viewers of each warm room go to the database, one statement a show. */
export async function recordAudience({ db, rooms }: Uses<"db" | "rooms">): Promise<void> {
  for (const room of rooms.all()) {
    const { status, viewers } = room.state;
    const likes = room.takeUnsavedLikes();
    if (likes === 0 && (status !== "LIVE" || viewers === 0)) continue;
    await db.$executeRaw`
      WITH s AS (UPDATE show SET likes = likes + ${likes}, peak_viewers = greatest(peak_viewers, ${viewers}) WHERE id = ${room.showId}::uuid)
      INSERT INTO show_minute AS m (show_id, minute, viewers, likes) VALUES (${room.showId}::uuid, date_trunc('minute', now()), ${viewers}, ${likes})
      ON CONFLICT (show_id, minute) DO UPDATE SET viewers = greatest(m.viewers, excluded.viewers), likes = m.likes + excluded.likes`;
  }
}
