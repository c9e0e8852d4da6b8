import { log } from "#lib/log.ts";
import { fragmentedMp4, fragmentedMp4OfPackets } from "#lib/sources/ffmpeg.ts";
import { openFeed, type Sender } from "#lib/sources/open-feed.ts";
import { type openHls, pullHls } from "#lib/sources/pull-hls.ts";
import { createRemux, type Remux } from "#lib/sources/remux.ts";
import type { SourceState, SourceTrouble } from "#lib/sources/schema.ts";
import type { Sources } from "#lib/sources/sources.ts";

type Media = Exclude<Awaited<ReturnType<typeof openHls>>, { trouble: SourceTrouble }>;

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
  let remux: Remux | undefined;
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

  function begin(container: "mov" | "mpegts"): void {
    if (remux) feed.renew();
    remux?.stop();
    remux = createRemux({
      path: ffmpegPath,
      output: container === "mpegts" ? fragmentedMp4OfPackets : fragmentedMp4,
      input: () => [
        ...["-re", "-protocol_whitelist", "pipe", "-analyzeduration", "2000000", "-probesize", "2000000"],
        ...["-f", container, "-i", "pipe:0"],
      ],
      onBytes: feed.push,
      onRestart: feed.renew,
      onOver: ({ isBroken, complaint }) => {
        if (isBroken) log.warn({ showId, complaint }, "an external stream cannot be repackaged");
        if (isBroken) trouble = "broken";
        stop();
      },
    });
  }

  async function pull(): Promise<void> {
    const on = { begin, piece: (bytes: Buffer) => remux?.write(bytes) };
    const ended = await pullHls(media, on, { allowPrivate, signal: stopping.signal });
    if (isOver) return;
    if (!ended && remux) return remux.finish();
    trouble = ended ?? "silent";
    stop();
  }

  function stop(): void {
    if (isOver) return;
    isOver = true;
    stopping.abort();
    feed.lose();
    remux?.stop();
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
