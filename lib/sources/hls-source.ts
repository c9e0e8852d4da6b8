import { log } from "#lib/log.ts";
import { fragmentedMp4, fragmentedMp4OfPackets } from "#lib/sources/ffmpeg.ts";
import { openFeed, type Sender } from "#lib/sources/open-feed.ts";
import type { Media } from "#lib/sources/open-hls.ts";
import { pullHls } from "#lib/sources/pull-hls.ts";
import { createRemux } from "#lib/sources/remux.ts";
import type { SourceState, SourceTrouble } from "#lib/sources/schema.ts";
import type { Sources } from "#lib/sources/sources.ts";

const longestRestMs = 60_000;

/** Pulls an external stream into a feed that waits for the air. Its pieces come in bursts and go on at the pace of time. */
export function startHlsSource({
  sources,
  ffmpegPath,
  media,
  allowPrivate,
  sender,
}: {
  sources: Sources;
  ffmpegPath: string;
  media: Media;
  allowPrivate: boolean;
  sender: Sender;
}): void {
  const { showId, kind, name } = sender;
  const since = new Date().toISOString();
  const stopping = new AbortController();
  let trouble: SourceTrouble | null = null;
  let isOver = false;
  const feed = openFeed({
    stage: sources.stage,
    sender,
    onReady: () => undefined,
    onTrouble: (reason) => {
      trouble = reason;
      if (reason !== "taken_over") stop();
    },
  });
  const remux = createRemux({
    path: ffmpegPath,
    // Its pieces go on at the pace of time, so the last ones of a stream are worked off before those of another.
    finishMs: longestRestMs,
    onBytes: (bytes) => feed.push(bytes),
    onBegin: () => feed.renew(),
    onOver: ({ isBroken, complaint }) => {
      if (isBroken) log.warn({ showId, complaint }, "an external stream cannot be repackaged");
      if (isBroken) trouble = "broken";
      stop();
    },
  });

  function begin(container: "mov" | "mpegts"): void {
    const output = container === "mpegts" ? fragmentedMp4OfPackets : fragmentedMp4;
    remux.begin({
      args: () => [
        ...["-re", "-protocol_whitelist", "pipe", "-analyzeduration", "2000000", "-probesize", "2000000"],
        ...["-f", container, "-i", "pipe:0", "-max_interleave_delta", "1000000", ...output],
      ],
    });
  }

  async function pull(): Promise<void> {
    const on = { begin, piece: remux.write, stalled };
    const ended = await pullHls(media, on, { allowPrivate, signal: stopping.signal });
    if (isOver) return;
    if (!ended) return remux.finish();
    trouble = ended;
    stop();
  }

  function stalled(isStalled: boolean): void {
    if (isStalled) trouble ??= "silent";
    else if (trouble === "silent") trouble = null;
  }

  function stop(): void {
    if (isOver) return;
    isOver = true;
    stopping.abort();
    feed.lose();
    remux.stop();
  }

  function state(): SourceState {
    if (isOver) return "over";
    return feed.isOnAir() ? "on_air" : feed.isReady() ? "ready" : "connecting";
  }

  sources.add(showId, {
    kind,
    view: () => {
      const { lastPictureAt: _, ...figures } = feed.figures();
      return { kind, name, since, state: state(), trouble, ...figures, played: null };
    },
    quietForMs: () => 0,
    goOnAir: () => {
      trouble = null;
      feed.goOnAir();
    },
    stop,
  });
  void pull();
}
