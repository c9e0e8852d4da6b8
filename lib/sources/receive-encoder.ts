import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";
import { log } from "#lib/log.ts";
import { EncoderRuns } from "#lib/sources/encoder-runs.ts";
import { openFeed, type Sender } from "#lib/sources/open-feed.ts";
import { Remux } from "#lib/sources/remux.ts";
import type { SourceState, SourceTrouble, SourceView } from "#lib/sources/schema.ts";
import type { Source, Sources } from "#lib/sources/sources.ts";

/** An encoder that was let in. `packet` answers why it has to be turned away after all, if it has to. */
export type Encoder = { packet: (packet: AvPacket) => SourceTrouble | undefined; gone: () => void };

type EncoderSettings = {
  sources: Sources;
  ffmpegPath: string;
  sender: Sender;
  /** Whether it takes the air by itself when the show is live and nobody sends. */
  mayTakeAir: boolean;
  /** Closes the encoder's line. */
  hangUp: () => void;
};

const kinds = { sound: 8, picture: 9 };
const flags = { soundHeader: 0, pictureHeader: 2 };
const codecs = { h264: 7, aac: 10 };
const pictureMessages = { header: 0, pictures: 1 };
const silentMs = 3000;

/** Takes an encoder's packets in: through ffmpeg into a feed that waits for the air. */
export function receiveEncoder(settings: EncoderSettings): Encoder {
  const source = new EncoderSource(settings);
  settings.sources.add(settings.sender.showId, source);
  return source;
}

class EncoderSource implements Source, Encoder {
  readonly kind: Source["kind"];
  readonly #settings: EncoderSettings;
  readonly #begunAt = Date.now();
  readonly #feed: ReturnType<typeof openFeed>;
  readonly #remux: Remux;
  readonly #runs: EncoderRuns;
  #trouble: SourceTrouble | null = null;
  #isOver = false;
  #mayBegin: boolean;

  constructor(settings: EncoderSettings) {
    const { sources, sender, ffmpegPath, mayTakeAir } = settings;
    this.kind = sender.kind;
    this.#settings = settings;
    this.#mayBegin = mayTakeAir;
    this.#feed = openFeed({
      stage: sources.stage,
      sender,
      onReady: () => this.#takeFreeAir(),
      onTrouble: (trouble) => this.#say(trouble),
    });
    this.#remux = new Remux({
      path: ffmpegPath,
      onBytes: (bytes) => this.#feed.push(bytes),
      onBegin: () => this.#feed.renew(),
      onOver: ({ complaint }) => this.#breakOff(complaint),
    });
    this.#runs = new EncoderRuns(this.#remux);
  }

  packet(packet: AvPacket): SourceTrouble | undefined {
    if (this.#isOver || packet.size < 2) return undefined;
    if (packet.codec_type !== kinds.picture && packet.codec_type !== kinds.sound) return undefined;
    const isPicture = packet.codec_type === kinds.picture;
    if (isPicture && packet.codec_id !== codecs.h264) return this.#refuse("picture_codec");
    if (!isPicture && packet.codec_id !== codecs.aac) return this.#refuse("sound_codec");
    // The end of a sequence, or a command without a picture.
    if (isPicture && (packet.data[1] ?? 0) > pictureMessages.pictures) return undefined;
    const isHeader = packet.flags === (isPicture ? flags.pictureHeader : flags.soundHeader);
    const rejected = this.#runs.take(isPicture ? "picture" : "sound", packet, isHeader);
    return rejected && this.#refuse(rejected);
  }

  gone(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#feed.lose();
    this.#remux.stop();
  }

  view(): SourceView {
    const { lastPictureAt: _, ...figures } = this.#feed.figures();
    return {
      kind: this.kind,
      name: this.#settings.sender.name,
      since: new Date(this.#begunAt).toISOString(),
      state: this.#state(),
      trouble: this.#trouble ?? this.#troubleNow(),
      ...figures,
      played: null,
    };
  }

  quietForMs(): number {
    return this.#isOver ? Number.POSITIVE_INFINITY : Date.now() - (this.#feed.figures().lastPictureAt ?? 0);
  }

  goOnAir(): void {
    this.#trouble = null;
    this.#feed.goOnAir();
  }

  stop(): void {
    this.gone();
    this.#settings.hangUp();
  }

  #takeFreeAir(): void {
    if (!this.#mayBegin) return;
    this.#mayBegin = false;
    const { sources, sender } = this.#settings;
    try {
      sources.claimAir(sender.showId, sender.kind, { takeOver: false });
    } catch {
      // Somebody sends: the encoder waits until its host puts it on air.
      return;
    }
    this.#feed.goOnAir();
  }

  #say(trouble: SourceTrouble): void {
    this.#trouble = trouble;
    if (trouble === "show_over") this.stop();
  }

  #refuse(trouble: SourceTrouble): SourceTrouble {
    this.#say(trouble);
    this.gone();
    return trouble;
  }

  #breakOff(complaint: string): void {
    const { sender, hangUp } = this.#settings;
    log.warn(
      { event: "encoder_unpackable", showId: sender.showId, complaint },
      "the stream of an encoder cannot be repackaged",
    );
    this.#say("broken");
    hangUp();
  }

  #troubleNow(): SourceTrouble | null {
    if (this.#isOver || Date.now() - this.#begunAt < silentMs || this.quietForMs() < silentMs) return null;
    return this.#runs.lacksHeader() ? "header_missing" : "silent";
  }

  #state(): SourceState {
    if (this.#isOver) return "over";
    return this.#feed.isOnAir() ? "on_air" : this.#feed.isReady() ? "ready" : "connecting";
  }
}
