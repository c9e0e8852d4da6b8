import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";
import { log } from "#lib/log.ts";
import { createEncoderRuns } from "#lib/sources/encoder-runs.ts";
import { openFeed, type Sender } from "#lib/sources/open-feed.ts";
import { createRemux } from "#lib/sources/remux.ts";
import type { SourceState, SourceTrouble } from "#lib/sources/schema.ts";
import type { Source, Sources } from "#lib/sources/sources.ts";

/** An encoder that was let in. `packet` answers why it has to be turned away after all, if it has to. */
export type Encoder = { packet: (packet: AvPacket) => SourceTrouble | undefined; gone: () => void };

const kinds = { sound: 8, picture: 9 };
const flags = { soundHeader: 0, pictureHeader: 2 };
const codecs = { h264: 7, aac: 10 };
const pictureMessages = { header: 0, pictures: 1 };
const silentMs = 3000;

/**
 * Takes an encoder's packets in: through ffmpeg into a feed that waits for the air, and takes it by itself when the show is
 * live and nobody sends.
 *
 * @param hangUp closes the encoder's line
 */
export function receiveEncoder({
  sources,
  ffmpegPath,
  sender,
  mayTakeAir,
  hangUp,
}: {
  sources: Sources;
  ffmpegPath: string;
  sender: Sender;
  mayTakeAir: boolean;
  hangUp: () => void;
}): Encoder {
  const { showId, kind, name } = sender;
  const begunAt = Date.now();
  const since = new Date(begunAt).toISOString();
  let trouble: SourceTrouble | null = null;
  let isOver = false;
  let mayBegin = mayTakeAir;
  const feed = openFeed({ stage: sources.stage, sender, onReady: takeFreeAir, onTrouble: say });
  const remux = createRemux({
    path: ffmpegPath,
    onBytes: (bytes) => feed.push(bytes),
    onBegin: () => feed.renew(),
    onOver: ({ complaint }) => {
      log.warn({ showId, complaint }, "the stream of an encoder cannot be repackaged");
      say("broken");
      hangUp();
    },
  });
  const runs = createEncoderRuns(remux);

  function takeFreeAir(): void {
    if (!mayBegin) return;
    mayBegin = false;
    try {
      sources.claimAir(showId, kind, { takeOver: false });
    } catch {
      // Somebody sends: the encoder waits until its host puts it on air.
      return;
    }
    feed.goOnAir();
  }

  function say(reason: SourceTrouble): void {
    trouble = reason;
    if (reason === "show_over") stop();
  }

  function packet(packet: AvPacket): SourceTrouble | undefined {
    if (isOver || packet.size < 2) return undefined;
    if (packet.codec_type !== kinds.picture && packet.codec_type !== kinds.sound) return undefined;
    const isPicture = packet.codec_type === kinds.picture;
    if (isPicture && packet.codec_id !== codecs.h264) return refuse("picture_codec");
    if (!isPicture && packet.codec_id !== codecs.aac) return refuse("sound_codec");
    // The end of a sequence, or a command without a picture.
    if (isPicture && (packet.data[1] ?? 0) > pictureMessages.pictures) return undefined;
    const isHeader = packet.flags === (isPicture ? flags.pictureHeader : flags.soundHeader);
    const turnedAway = runs.take(isPicture ? "picture" : "sound", packet, isHeader);
    return turnedAway && refuse(turnedAway);
  }

  function refuse(reason: SourceTrouble): SourceTrouble {
    say(reason);
    gone();
    return reason;
  }

  function gone(): void {
    if (isOver) return;
    isOver = true;
    feed.lose();
    remux.stop();
  }

  function stop(): void {
    gone();
    hangUp();
  }

  function quietForMs(): number {
    return isOver ? Number.POSITIVE_INFINITY : Date.now() - (feed.figures().lastPictureAt ?? 0);
  }

  function troubleNow(): SourceTrouble | null {
    if (isOver || Date.now() - begunAt < silentMs || quietForMs() < silentMs) return null;
    return runs.lacksHeader() ? "header_missing" : "silent";
  }

  function state(): SourceState {
    if (isOver) return "over";
    return feed.isOnAir() ? "on_air" : feed.isReady() ? "ready" : "connecting";
  }

  const source: Source = {
    kind,
    view: () => {
      const { lastPictureAt: _, ...figures } = feed.figures();
      return { kind, name, since, state: state(), trouble: trouble ?? troubleNow(), ...figures, played: null };
    },
    quietForMs,
    goOnAir: () => {
      trouble = null;
      feed.goOnAir();
    },
    stop,
  };
  sources.add(showId, source);
  return { packet, gone };
}
