import { fragmentedMp4 } from "#lib/sources/ffmpeg.ts";
import { openFeed, type Sender } from "#lib/sources/open-feed.ts";
import { Remux } from "#lib/sources/remux.ts";
import type { SourceState, SourceTrouble, SourceView } from "#lib/sources/schema.ts";
import type { Source, Sources } from "#lib/sources/sources.ts";

type FileSettings = {
  sources: Sources;
  ffmpegPath: string;
  fileId: string;
  path: string;
  /** Seconds. */
  lasts: number;
  sender: Sender;
};

/** Plays a file at the pace of time into a feed that takes the air at once. Paused, it goes on later where it was, in a new take. */
export function startFileSource(settings: FileSettings): void {
  const source = new FileSource(settings);
  settings.sources.add(settings.sender.showId, source);
  source.play();
}

class FileSource implements Source {
  readonly kind = "file";
  readonly #settings: FileSettings;
  readonly #since = new Date().toISOString();
  readonly #feed: ReturnType<typeof openFeed>;
  #trouble: SourceTrouble | null = null;
  #remux: Remux | undefined;
  #playedBefore = 0;
  #startedAt = Date.now();
  #isOver = false;

  constructor(settings: FileSettings) {
    const { sources, sender } = settings;
    this.#settings = settings;
    this.#feed = openFeed({
      stage: sources.stage,
      sender,
      onReady: () => undefined,
      onTrouble: (trouble) => this.#stumble(trouble),
    });
  }

  play(): void {
    this.#startedAt = Date.now();
    this.#feed.goOnAir();
    this.#remux = new Remux({
      path: this.#settings.ffmpegPath,
      readsItself: true,
      onBytes: (bytes) => this.#feed.push(bytes),
      onBegin: () => this.#feed.renew(),
      onOver: ({ isBroken }) => {
        if (isBroken) this.#trouble = "broken";
        this.stop();
      },
    });
    this.#remux.begin({ args: () => this.#args() });
  }

  view(): SourceView {
    const { lastPictureAt: _, ...figures } = this.#feed.figures();
    const isPaused = this.#remux === undefined && !this.#isOver;
    return {
      kind: this.kind,
      name: this.#settings.sender.name,
      since: this.#since,
      state: this.#state(),
      trouble: this.#trouble,
      ...figures,
      played: { fileId: this.#settings.fileId, seconds: this.#position(), isPaused },
    };
  }

  quietForMs(): number {
    return 0;
  }

  goOnAir(): void {
    this.#trouble = null;
    if (!this.#remux && !this.#isOver) this.play();
  }

  pause(): void {
    this.#playedBefore = this.#position();
    this.#remux?.stop();
    this.#remux = undefined;
    this.#feed.lose();
  }

  stop(): void {
    if (this.#isOver) return;
    this.pause();
    this.#isOver = true;
  }

  #args(): string[] {
    const from = this.#position();
    this.#playedBefore = from;
    this.#startedAt = Date.now();
    const { path } = this.#settings;
    const input = ["-re", "-protocol_whitelist", "file", "-ss", from.toFixed(3), "-f", "mov", "-i", path];
    return [...input, ...fragmentedMp4];
  }

  #position(): number {
    const playing = this.#remux ? (Date.now() - this.#startedAt) / 1000 : 0;
    return Math.min(this.#settings.lasts, this.#playedBefore + playing);
  }

  /** Taken over or broken, it waits where it is. */
  #stumble(trouble: SourceTrouble): void {
    this.#trouble = trouble;
    if (trouble === "show_over") this.stop();
    else this.pause();
  }

  #state(): SourceState {
    if (this.#isOver) return "over";
    if (!this.#remux) return "ready";
    return this.#feed.isOnAir() ? "on_air" : "connecting";
  }
}
