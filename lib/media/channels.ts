import { type Channel, type ChannelSettings, channelDefaults, createChannel, type OnSegment } from "./channel.ts";
import type { MediaStatus } from "./schema.ts";

/** Every show's video in this process. Lives on the process-wide container; `close` stops its clock. */
export type Channels = {
  /** The channel of a show, made when it is not there yet. */
  open: (showId: string) => Channel;
  find: (showId: string) => Channel | undefined;
  /** Ends a show's video; its last pieces stay readable for a while. */
  end: (showId: string) => void;
  status: (showId: string) => MediaStatus;
  close: () => void;
};

const lookEveryMs = 200;

/**
 * @param onStatus told once per change, within 0.2 s
 * @param onSegment told of every published segment
 * @param keepEndedSeconds how long the last pieces of an ended show stay in memory
 */
export function createChannels({
  onStatus,
  onSegment,
  now = Date.now,
  settings = channelDefaults,
  keepEndedSeconds = 300,
}: {
  onStatus?: (change: { showId: string; status: MediaStatus; at: number }) => void;
  onSegment?: OnSegment;
  now?: () => number;
  settings?: ChannelSettings;
  keepEndedSeconds?: number;
} = {}): Channels {
  const entries = new Map<string, { channel: Channel; known: MediaStatus; knownSince: number }>();
  const timer = setInterval(look, lookEveryMs);
  timer.unref();

  function open(showId: string): Channel {
    const entry = entries.get(showId);
    if (entry) return entry.channel;
    const channel = createChannel({ showId, now, settings, onSegment: tell });
    entries.set(showId, { channel, known: "waiting", knownSince: now() });
    return channel;
  }

  function tell(published: Parameters<OnSegment>[0]): void {
    onSegment?.(published);
    notice(published.showId);
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
    onStatus?.({ showId, status, at });
  }

  function end(showId: string): void {
    entries.get(showId)?.channel.endShow();
    notice(showId);
  }

  return {
    open,
    find: (showId) => entries.get(showId)?.channel,
    end,
    status: (showId) => entries.get(showId)?.channel.status(now()) ?? "waiting",
    close: () => clearInterval(timer),
  };
}
