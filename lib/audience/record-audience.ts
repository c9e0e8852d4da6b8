import type { Uses } from "#lib/container.ts";
import type { Room } from "#lib/live/room.ts";

/**
 * Every few seconds: likes, the peak and this minute's viewers of each warm room go to the database, one statement a show. Of a room
 * that several processes have, its leader brings them all.
 */
export async function recordAudience(app: Uses<"db" | "rooms" | "shared">): Promise<void> {
  for (const room of app.rooms.led()) await record(app, room);
}

async function record({ db, shared }: Uses<"db" | "shared">, room: Room): Promise<void> {
  const { status, viewers } = room.state;
  const others = (await shared?.audience.takeLikes(room.showId).catch(() => 0)) ?? 0;
  const likes = room.takeUnsavedLikes() + others;
  if (likes === 0 && (status !== "LIVE" || viewers === 0)) return;
  try {
    await db.$executeRaw`
      WITH s AS (UPDATE show SET likes = likes + ${likes}, peak_viewers = greatest(peak_viewers, ${viewers}) WHERE id = ${room.showId}::uuid)
      INSERT INTO show_minute AS m (show_id, minute, viewers, likes) VALUES (${room.showId}::uuid, date_trunc('minute', now()), ${viewers}, ${likes})
      ON CONFLICT (show_id, minute) DO UPDATE SET viewers = greatest(m.viewers, excluded.viewers), likes = m.likes + excluded.likes`;
  } catch (error) {
    room.giveBackLikes(likes);
    throw error;
  }
}
