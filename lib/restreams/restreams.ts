import type { Database } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import type { Channels } from "#lib/media/channels.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import { type TargetHealth, TargetSender } from "#lib/restreams/send-target.ts";
import type { Seal } from "#lib/seal.ts";

type Running = { channel: Channel; senders: Map<string, TargetSender>; lost: Set<string>; stopListening: () => void };

export type Restreams = ReturnType<typeof createRestreams>;

/** Sends the shows whose video is in this process on to their targets, each by a program of its own. */
export function createRestreams({
  db,
  channels,
  seal,
  ffmpeg,
  allowPrivate,
}: {
  db: Database;
  channels: Channels;
  seal: Seal;
  ffmpeg: () => string | undefined;
  allowPrivate: boolean;
}) {
  const shows = new Map<string, Running>();

  /** Takes up shows that came on air since the last look and leaves those that are over. */
  async function look(): Promise<void> {
    for (const channel of channels.all()) {
      const status = channels.status(channel.showId);
      const running = shows.get(channel.showId);
      // A show whose end was taken back goes on in another channel.
      if (status === "ended" || (running && running.channel !== channel)) stop(channel.showId);
      if (status !== "ended" && status !== "waiting" && !shows.has(channel.showId)) await take(channel);
    }
  }

  async function take(channel: Channel): Promise<void> {
    const running: Running = { channel, senders: new Map(), lost: new Set(), stopListening: () => undefined };
    shows.set(channel.showId, running);
    running.stopListening = channel.listen({
      part: (part, init) => {
        const { takeId, bytes, startsWithKeyframe: isKey } = part;
        const piece = { takeId, bytes, isKey, init: init.bytes, isOpus: init.audio?.codec === "opus" };
        for (const sender of running.senders.values()) sender.push(piece);
      },
    });
    await reload(channel.showId).catch((error: unknown) => {
      stop(channel.showId);
      throw error;
    });
  }

  /** Does what the targets of a show say by now; what runs and did not change runs on. */
  async function reload(showId: string): Promise<void> {
    const running = shows.get(showId);
    if (!running) return;
    const rows = await db.restreamTarget.findMany({ where: { showId, isOn: true } });
    for (const [id, sender] of running.senders) {
      if (rows.some((row) => row.id === id)) continue;
      sender.stop();
      running.senders.delete(id);
    }
    for (const { id, address, sealedKey } of rows) {
      if (running.senders.has(id)) continue;
      const key = seal.open(sealedKey, id);
      if (key === undefined) {
        running.lost.add(id);
        log.error(
          { event: "restream_key_unreadable", showId, targetId: id },
          "the key of a restream target was sealed under another secret",
        );
        continue;
      }
      running.senders.set(id, new TargetSender({ target: { address, key }, ffmpeg, allowPrivate }));
    }
  }

  function stop(showId: string): void {
    const running = shows.get(showId);
    shows.delete(showId);
    running?.stopListening();
    for (const sender of running?.senders.values() ?? []) sender.stop();
  }

  return {
    ...{ look, reload, stop },
    /** Undefined while its show is not on air in this process. */
    health: (showId: string, targetId: string): TargetHealth | undefined => {
      const running = shows.get(showId);
      if (running?.lost.has(targetId)) return { ...nothing, state: "failed", trouble: "key_lost" };
      return running?.senders.get(targetId)?.health();
    },
    close: () => {
      for (const showId of shows.keys()) stop(showId);
    },
  };
}

const nothing: TargetHealth = { state: "waiting", trouble: null, bytes: 0, seconds: 0, drops: 0, attempts: 0 };
