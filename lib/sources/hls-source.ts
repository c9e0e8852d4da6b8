import { log } from "#lib/log.ts";
import { fragmentedMp4, fragmentedMp4OfPackets } from "#lib/sources/ffmpeg.ts";
import { openFeed, type Sender } from "#lib/sources/open-feed.ts";
import type { Media } from "#lib/sources/open-hls.ts";
import { pullHls } from "#lib/sources/pull-hls.ts";
import { Remux } from "#lib/sources/remux.ts";
import type { SourceState, SourceTrouble, SourceView } from "#lib/sources/schema.ts";
import type { Source, Sources } from "#lib/sources/sources.ts";

type HlsSettings = { sources: Sources; ffmpegPath: string; media: Media; allowPrivate: boolean; sender: Sender };

const maxRestMs = 60_000;
const readPieces = "-re -protocol_whitelist pipe -analyzeduration 2000000 -probesize 2000000";

/** Pulls an external stream into a feed that waits for the air. Its pieces come in bursts and go on at the pace of time. */
export function startHlsSource(settings: HlsSettings): void {
  const source = new HlsSource(settings);
  settings.sources.add(settings.sender.showId, source);
  void source.pull();
}

class HlsSource implements Source {
  readonly kind = "hls";
  readonly #settings: HlsSettings;
  readonly #since = new Date().toISOString();
  readonly #stopping = new AbortController();
  readonly #feed: ReturnType<typeof openFeed>;
  readonly #remux: Remux;
  #trouble: SourceTrouble | null = null;
  #isOver = false;

  constructor(settings: HlsSettings) {
    const { sources, sender, ffmpegPath } = settings;
    this.#settings = settings;
    this.#feed = openFeed({
      stage: sources.stage,
      sender,
      onReady: () => undefined,
      onTrouble: (trouble) => this.#stumble(trouble),
    });
    this.#remux = new Remux({
      path: ffmpegPath,
      // Its pieces go on at the pace of time, so the last ones of a stream are worked off before those of another.
      finishMs: maxRestMs,
      onBytes: (bytes) => this.#feed.push(bytes),
      onBegin: () => this.#feed.renew(),
      onOver: (end) => this.#over(end),
    });
  }

  async pull(): Promise<void> {
    const { media, allowPrivate } = this.#settings;
    const on = {
      begin: (container: "mov" | "mpegts") => this.#begin(container),
      piece: (bytes: Buffer) => this.#remux.write(bytes),
      stalled: (isStalled: boolean) => this.#stalled(isStalled),
    };
    const ended = await pullHls(media, on, { allowPrivate, signal: this.#stopping.signal });
    if (this.#isOver) return;
    if (!ended) return this.#remux.finish();
    this.#trouble = ended;
    this.stop();
  }

  view(): SourceView {
    const { lastPictureAt: _, ...figures } = this.#feed.figures();
    return {
      kind: this.kind,
      name: this.#settings.sender.name,
      since: this.#since,
      state: this.#state(),
      trouble: this.#trouble,
      ...figures,
      played: null,
    };
  }

  quietForMs(): number {
    return 0;
  }

  goOnAir(): void {
    this.#trouble = null;
    this.#feed.goOnAir();
  }

  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopping.abort();
    this.#feed.lose();
    this.#remux.stop();
  }

  #begin(container: "mov" | "mpegts"): void {
    const input = [...readPieces.split(" "), "-f", container, "-i", "pipe:0", "-max_interleave_delta", "1000000"];
    const output = container === "mpegts" ? fragmentedMp4OfPackets : fragmentedMp4;
    this.#remux.begin({ args: () => [...input, ...output] });
  }

  #stalled(isStalled: boolean): void {
    if (isStalled) this.#trouble ??= "silent";
    else if (this.#trouble === "silent") this.#trouble = null;
  }

  #stumble(trouble: SourceTrouble): void {
    this.#trouble = trouble;
    if (trouble !== "taken_over") this.stop();
  }

  #over({ isBroken, complaint }: { isBroken: boolean; complaint: string }): void {
    if (isBroken) {
      const { showId } = this.#settings.sender;
      log.warn({ event: "source_unpackable", showId, complaint }, "an external stream cannot be repackaged");
      this.#trouble = "broken";
    }
    this.stop();
  }

  #state(): SourceState {
    if (this.#isOver) return "over";
    return this.#feed.isOnAir() ? "on_air" : this.#feed.isReady() ? "ready" : "connecting";
  }
}
