import type { Composed } from "#lib/boot/compose.ts";
import { partsOf } from "#lib/boot/roles.ts";
import { every } from "#lib/jobs/every.ts";
import type { Room } from "#lib/live/room.ts";

/** What a process does for the others again and again; nothing where there are none. */
export function startPeerTimers(app: Composed): { stop(): Promise<void> }[] {
  const { shared, rooms } = app;
  if (!shared) return [];
  const { redis, peers } = shared;
  return [
    every(200, () => {
      peers.look();
      if (redis.isUp()) for (const room of rooms.all()) passOnLikes(app, room);
    }),
    every(1000, () => keepVideo(app)),
    every(1000, async () => {
      if (redis.isUp()) for (const room of rooms.all()) await countAudience(app, room);
    }),
    every(5000, async () => {
      for (const { showId } of app.channels.all())
        peers.tell({ kind: "video", showId, video: app.channels.status(showId) });
      await rooms.heal();
    }),
  ];
}

/** Whatever began a show's video here, encoders and files among it: the others learn where it is, and when it is over. */
async function keepVideo({ shared, channels }: Composed): Promise<void> {
  if (!shared) return;
  const here = channels.all().map(({ showId }) => showId);
  for (const showId of here) if (shared.media.epoch(showId) === null) await shared.media.want(showId);
  for (const showId of shared.media.held()) if (!here.includes(showId)) await shared.media.leave(showId);
}

function passOnLikes({ shared }: Composed, room: Room): void {
  const n = room.takeUnsavedLikes();
  if (n === 0 || !shared) return;
  shared.audience.addLikes(room.showId, n).catch(() => room.giveBackLikes(n));
  shared.peers.tell({ kind: "likes", showId: room.showId, n });
}

async function countAudience({ shared, env, snapshots, boards }: Composed, room: Room): Promise<void> {
  if (!shared) return;
  const { showId } = room;
  const { audience, peers } = shared;
  if (partsOf(env.ROLE).sockets) await audience.say(showId);
  if (peers.standing(showId) !== "leads") return audience.learn(showId, room.state.viewers);
  const viewers = await audience.count(showId);
  audience.learn(showId, viewers);
  if (viewers !== room.state.viewers) {
    room.setViewers(viewers);
    boards.touch(showId);
  }
  const snapshot = await snapshots.find(showId);
  if (snapshot) peers.keepSnapshot(showId, snapshot.text);
}
