import { type Channel, type ChannelSettings, channelDefaults, createChannel } from "#lib/media/live/channel.ts";
import type { ReadCaptions } from "#lib/media/recording/recorded-captions.ts";
import type { Recordings } from "#lib/media/recording/recordings.ts";
import type { MediaFigures, MediaStatus, RecorderFigures } from "#lib/media/schema.ts";

/** Every show's video in this process. Lives on the process-wide container; `close` stops its clock. */
export type Channels = {
  /** The channel of a show, made when it is not there yet. */
  open: (showId: string) => Channel;
  find: (showId: string) => Channel | undefined;
  /** Ends a show's video and its recording; its last pieces stay readable for a while. */
  end: (showId: string) => Promise<void>;
  /** Takes that end back: the show goes on where its video and its recording stood, behind one discontinuity. */
  resume: (showId: string) => Promise<void>;
  status: (showId: string) => MediaStatus;
  /** Figures of the shows that have video in this process, or had a few minutes ago. */
  figures: (showId: string) => MediaFigures | undefined;
  all: () => Channel[];
  /** Sockets on the fast tier are counted by the fast tier. */
  countFastViewers: (count: (showId: string) => number) => void;
  recordings: Recordings | undefined;
  readCaptions: ReadCaptions;
  close: () => void;
};

const lookEveryMs = 100;

/**
 * @param onStatus told once per change, within 0.1 s
 * @param readCaptions the captions there are of a show; without it only those that are put into its channel
 * @param keepEndedSeconds how long the last pieces of an ended show stay in memory
 */
export function createChannels({
  onStatus,
  recordings,
  readCaptions = async () => [],
  now = Date.now,
  settings = channelDefaults,
  keepEndedSeconds = 300,
}: {
  onStatus?: (change: { showId: string; status: MediaStatus; at: number }) => void;
  recordings?: Recordings;
  readCaptions?: ReadCaptions;
  now?: () => number;
  settings?: ChannelSettings;
  keepEndedSeconds?: number;
} = {}): Channels {
  const entries = new Map<string, { channel: Channel; known: MediaStatus; knownSince: number }>();
  let fastViewers = (_showId: string) => 0;
  const timer = setInterval(look, lookEveryMs);
  timer.unref();

  function open(showId: string): Channel {
    const entry = entries.get(showId);
    if (entry) return entry.channel;
    const recorder = recordings?.open(showId);
    const lastRecorded = () => recorder?.index.segments.at(-1)?.segment;
    const channel = createChannel({ showId, now, settings, lastRecorded });
    channel.listen({ part: () => notice(showId), segment: recorder?.add });
    entries.set(showId, { channel, known: "waiting", knownSince: now() });
    void takeUpCaptions(channel);
    return channel;
  }

  /** A show that was on air before has captions; its video does not wait for them. */
  async function takeUpCaptions({ showId, captions }: Channel): Promise<void> {
    const cues = await readCaptions(showId).catch(() => []);
    for (const cue of cues) captions.put(cue);
  }

  function look(): void {
    for (const [showId, { known, knownSince }] of entries) {
      notice(showId);
      if (known === "ended" && now() - knownSince > keepEndedSeconds * 1000) entries.delete(showId);
    }
  }

  function notice(showId: string): void {
    const entry = entries.get(showId);
    if (!entry) return;
    const at = now();
    const status = entry.channel.status(at);
    if (status === entry.known) return;
    entry.known = status;
    entry.knownSince = at;
    entry.channel.tellStatus(status);
    onStatus?.({ showId, status, at });
  }

  async function end(showId: string): Promise<void> {
    entries.get(showId)?.channel.endShow();
    notice(showId);
    await recordings?.end(showId);
  }

  async function resume(showId: string): Promise<void> {
    await recordings?.resume(showId);
    if (entries.get(showId)?.channel.status(now()) === "ended") entries.delete(showId);
    open(showId);
    notice(showId);
  }

  function figures(showId: string): MediaFigures | undefined {
    const channel = entries.get(showId)?.channel;
    if (!channel) return undefined;
    const { hlsViewers, ...rest } = channel.figures(now());
    const recorder = recordings?.figures(showId) ?? nothingRecorded;
    return { ...rest, viewers: { fast: fastViewers(showId), hls: hlsViewers }, recorder };
  }

  return {
    open,
    find: (showId) => entries.get(showId)?.channel,
    end,
    resume,
    status: (showId) => entries.get(showId)?.channel.status(now()) ?? "waiting",
    figures,
    all: () => [...entries.values()].map(({ channel }) => channel),
    countFastViewers: (count) => {
      fastViewers = count;
    },
    recordings,
    readCaptions,
    close: () => clearInterval(timer),
  };
}

const nothingRecorded: RecorderFigures = {
  ...{ state: "off", bytes: 0, seconds: 0, segments: 0, missed: 0, filesToCopy: 0 },
};
