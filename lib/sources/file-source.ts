import { fragmentedMp4 } from "#lib/sources/ffmpeg.ts";
import { openFeed, type Sender } from "#lib/sources/open-feed.ts";
import { createRemux, type Remux } from "#lib/sources/remux.ts";
import type { SourceState, SourceTrouble } from "#lib/sources/schema.ts";
import type { Sources } from "#lib/sources/sources.ts";

/** Plays a file at the pace of time into a feed that takes the air at once. Paused, it goes on later where it was, in a new take. */
export function startFileSource({
  sources,
  ffmpegPath,
  fileId,
  path,
  lasts,
  sender,
}: {
  sources: Sources;
  ffmpegPath: string;
  fileId: string;
  path: string;
  /** Seconds. */
  lasts: number;
  sender: Sender;
}): void {
  const { showId, kind, name } = sender;
  const since = new Date().toISOString();
  let trouble: SourceTrouble | null = null;
  let remux: Remux | undefined;
  let playedBefore = 0;
  let startedAt = Date.now();
  let isOver = false;
  const feed = openFeed({ stage: sources.stage, sender, onReady: () => undefined, onTrouble: stumble });

  function play(): void {
    startedAt = Date.now();
    feed.goOnAir();
    remux = createRemux({
      path: ffmpegPath,
      readsItself: true,
      onBytes: (bytes) => feed.push(bytes),
      onBegin: () => feed.renew(),
      onOver: ({ isBroken }) => {
        if (isBroken) trouble = "broken";
        stop();
      },
    });
    remux.begin({ args });
  }

  function args(): string[] {
    const from = position();
    [playedBefore, startedAt] = [from, Date.now()];
    const input = ["-re", "-protocol_whitelist", "file", "-ss", from.toFixed(3), "-f", "mov", "-i", path];
    return [...input, ...fragmentedMp4];
  }

  function position(): number {
    return Math.min(lasts, playedBefore + (remux ? (Date.now() - startedAt) / 1000 : 0));
  }

  function pause(): void {
    playedBefore = position();
    remux?.stop();
    remux = undefined;
    feed.lose();
  }

  /** Taken over or broken, it waits where it is. */
  function stumble(reason: SourceTrouble): void {
    trouble = reason;
    if (reason === "show_over") stop();
    else pause();
  }

  function stop(): void {
    if (isOver) return;
    pause();
    isOver = true;
  }

  function state(): SourceState {
    if (isOver) return "over";
    if (!remux) return "ready";
    return feed.isOnAir() ? "on_air" : "connecting";
  }

  sources.add(showId, {
    kind,
    view: () => {
      const { lastPictureAt: _, ...figures } = feed.figures();
      const played = { fileId, seconds: position(), isPaused: remux === undefined && !isOver };
      return { kind, name, since, state: state(), trouble, ...figures, played };
    },
    quietForMs: () => 0,
    goOnAir: () => {
      trouble = null;
      if (remux || isOver) return;
      play();
    },
    pause,
    stop,
  });
  play();
}
