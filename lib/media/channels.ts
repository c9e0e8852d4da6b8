import { totalmem } from "node:os";
import { Channel, type ChannelSettings, channelDefaults } from "#lib/media/live/channel.ts";
import type { OpenConverter } from "#lib/media/live/take.ts";
import type { ReadCaptions } from "#lib/media/recording/recorded-captions.ts";
import type { Recordings } from "#lib/media/recording/recordings.ts";
import type { MediaFigures, MediaStatus, RecorderFigures } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const lookEveryMs = 100;
const budgetShare = 0.25;
/** What a show of 2.5 Mbit/s holds, with what is on its way to the disk. */
const usualBytes = 16 * 1024 * 1024;

const nothingRecorded: RecorderFigures = {
  state: "off",
  bytes: 0,
  seconds: 0,
  segments: 0,
  missed: 0,
  filesToCopy: 0,
};

type StatusChange = { showId: string; status: MediaStatus; at: number };
type Entry = { channel: Channel; known: MediaStatus; knownSince: number };

/** Every show's video in this process. Lives on the process-wide container; `close` stops its clock. */
export class Channels {
  readonly recordings: Recordings | undefined;
  readonly readCaptions: ReadCaptions;
  /** The clock of all its channels. */
  readonly now: () => number;
  readonly #onStatus: (change: StatusChange) => void;
  readonly #settings: ChannelSettings;
  readonly #keepEndedMs: number;
  readonly #makeAac: OpenConverter | undefined;
  readonly #budgetBytes: number;
  readonly #entries = new Map<string, Entry>();
  readonly #timer = setInterval(() => this.#look(), lookEveryMs).unref();
  #fastViewers = (_showId: string) => 0;

  constructor({
    onStatus = () => {},
    recordings,
    readCaptions = async () => [],
    now = Date.now,
    settings = channelDefaults,
    keepEndedSeconds = 300,
    makeAac,
    budgetBytes = totalmem() * budgetShare,
  }: {
    /** Told once per change, within 0.1 s. */
    onStatus?: (change: StatusChange) => void;
    recordings?: Recordings;
    /** The captions there are of a show; without it only those that are put into its channel. */
    readCaptions?: ReadCaptions;
    now?: () => number;
    settings?: ChannelSettings;
    /** How long the last pieces of an ended show stay in memory. */
    keepEndedSeconds?: number;
    /** Makes AAC of a host's Opus where the browser could not. */
    makeAac?: OpenConverter;
    /** What the video of all shows may hold in memory together. */
    budgetBytes?: number;
  } = {}) {
    this.recordings = recordings;
    this.readCaptions = readCaptions;
    this.now = now;
    this.#onStatus = onStatus;
    this.#settings = settings;
    this.#makeAac = makeAac;
    this.#budgetBytes = budgetBytes;
    this.#keepEndedMs = keepEndedSeconds * 1000;
  }

  /** The channel of a show, made when it is not there yet. */
  open(showId: string): Channel {
    const entry = this.#entries.get(showId);
    if (entry) return entry.channel;
    const recorder = this.recordings?.open(showId);
    const lastRecorded = () => recorder?.index.segments.at(-1)?.segment;
    const makeAac = this.#makeAac;
    const channel = new Channel({ showId, now: this.now, settings: this.#settings, lastRecorded, makeAac });
    channel.listen({
      part: () => this.#notice(showId),
      segment: (segment, init) => {
        if (channel.isRecorded(segment.takeId)) recorder?.add(segment, init);
      },
    });
    this.#entries.set(showId, { channel, known: "waiting", knownSince: this.now() });
    void this.#takeUpCaptions(channel);
    return channel;
  }

  find(showId: string): Channel | undefined {
    return this.#entries.get(showId)?.channel;
  }

  /**
   * Refuses with overloaded where one more show on air might make the machine swap: those that are on air keep their memory, and what has
   * begun goes on.
   */
  requireRoom(showId: string): void {
    const held = this.all().reduce((sum, channel) => sum + channel.heldBytes(), 0);
    const isOnAir = (this.find(showId)?.heldBytes() ?? 0) > 0;
    if (!isOnAir && held + usualBytes > this.#budgetBytes) throw new Refusal("overloaded", { retryAfter: 10 });
  }

  all(): Channel[] {
    return [...this.#entries.values()].map(({ channel }) => channel);
  }

  status(showId: string): MediaStatus {
    return this.find(showId)?.status() ?? "waiting";
  }

  /** Figures of the shows that have video in this process, or had a few minutes ago. */
  figures(showId: string): MediaFigures | undefined {
    const channel = this.find(showId);
    if (!channel) return undefined;
    const { hlsViewers, ...figures } = channel.figures(this.now());
    const recorder = this.recordings?.figures(showId) ?? nothingRecorded;
    return { ...figures, viewers: { fast: this.#fastViewers(showId), hls: hlsViewers }, recorder };
  }

  /** Ends a show's video and its recording; its last pieces stay readable for a while. */
  async end(showId: string): Promise<void> {
    this.find(showId)?.endShow();
    this.#notice(showId);
    await this.recordings?.end(showId);
  }

  /** Takes that end back: the show goes on where its video and its recording stood, behind one discontinuity. */
  async resume(showId: string): Promise<void> {
    await this.recordings?.resume(showId);
    if (this.find(showId)?.status() === "ended") this.#entries.delete(showId);
    this.open(showId);
    this.#notice(showId);
  }

  /** The fast tier says how many watch through it. */
  countFastViewers(count: (showId: string) => number): void {
    this.#fastViewers = count;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** A show that was on air before has captions; its video does not wait for them. */
  async #takeUpCaptions({ showId, captions }: Channel): Promise<void> {
    const cues = await this.readCaptions(showId).catch(() => []);
    for (const cue of cues) captions.put(cue);
  }

  #look(): void {
    for (const [showId, { known, knownSince }] of this.#entries) {
      this.#notice(showId);
      if (known === "ended" && this.now() - knownSince > this.#keepEndedMs) this.#entries.delete(showId);
    }
  }

  #notice(showId: string): void {
    const entry = this.#entries.get(showId);
    if (!entry) return;
    const at = this.now();
    const status = entry.channel.status(at);
    if (status === entry.known) return;
    entry.known = status;
    entry.knownSince = at;
    entry.channel.tellStatus(status);
    this.#onStatus({ showId, status, at });
  }
}
