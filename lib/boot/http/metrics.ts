import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { PageCacheFigures } from "#lib/boot/http/page-cache.ts";
import type { Container } from "#lib/container.ts";
import type { MediaFigures } from "#lib/media/schema.ts";

/** What a process knows of itself beside the video. */
export type ProcessFigures = {
  sockets: () => number;
  redis: { isUp(): boolean } | undefined;
  pageCache: (() => PageCacheFigures) | undefined;
};

/** `/metrics` in the format of Prometheus, for whoever has METRICS_TOKEN. Without one there is none: a proxy on this machine is this machine. */
export function createMetrics({ env, channels }: Pick<Container, "env" | "channels">, figures: ProcessFigures) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name, help, read } of videoMetrics) {
    const gauge = new Gauge({
      ...{ name: `launchroom_video_${name}`, help, labelNames: ["show", "kind"], registers: [registry] },
      collect: () => {
        gauge.reset();
        for (const { showId } of channels.all()) {
          const figures = channels.figures(showId);
          const values = figures ? Object.entries(read(figures)) : [];
          for (const [kind, value] of values) gauge.set({ show: showId, kind }, value);
        }
      },
    });
  }
  new Gauge({
    ...{ name: "launchroom_recordings_bytes", help: "Bytes of recordings on this disk", registers: [registry] },
    collect() {
      this.set(channels.recordings?.usedBytes() ?? 0);
    },
  });
  registerProcess(registry, figures);
  if (figures.pageCache) registerPageCache(registry, figures.pageCache);

  return function answerMetrics(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.url !== "/metrics") return false;
    if (mayRead(request, env.METRICS_TOKEN)) void send(response, registry);
    else response.writeHead(404).end();
    return true;
  };
}

function registerPageCache(registry: Registry, figures: () => PageCacheFigures) {
  const registers = [registry];
  const answers = new Gauge({
    ...{
      name: "launchroom_page_cache_answers_total",
      help: "Pages asked of the page cache",
      labelNames: ["from"],
      registers,
    },
    collect() {
      const { hits, stale, misses } = figures();
      for (const [from, count] of Object.entries({ memory: hits, stale, rendering: misses }))
        answers.set({ from }, count);
    },
  });
  new Gauge({
    ...{ name: "launchroom_page_cache_renderings_total", help: "Pages that were rendered for it", registers },
    collect() {
      this.set(figures().renderings);
    },
  });
  new Gauge({
    ...{ name: "launchroom_page_cache_bytes", help: "Bytes of rendered pages in memory, at most 64 MB", registers },
    collect() {
      this.set(figures().bytes);
    },
  });
  new Gauge({
    ...{ name: "launchroom_page_cache_pages", help: "Rendered pages in memory", registers },
    collect() {
      this.set(figures().pages);
    },
  });
}

function registerProcess(registry: Registry, { sockets, redis }: ProcessFigures) {
  const registers = [registry];
  new Gauge({
    ...{ name: "launchroom_sockets", help: "Live sockets of this process", registers },
    collect() {
      this.set(sockets());
    },
  });
  if (!redis) return;
  new Gauge({
    ...{ name: "launchroom_redis_up", help: "1 while this process reaches Redis", registers },
    collect() {
      this.set(redis.isUp() ? 1 : 0);
    },
  });
}

async function send(response: ServerResponse, registry: Registry): Promise<void> {
  const text = await registry.metrics();
  response.writeHead(200, { "content-type": registry.contentType, "cache-control": "no-store" }).end(text);
}

function mayRead({ headers }: IncomingMessage, token: string | undefined): boolean {
  return token !== undefined && isSame(headers.authorization ?? "", `Bearer ${token}`);
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

type VideoMetric = { name: string; help: string; read: (figures: MediaFigures) => Record<string, number> };

const statuses = ["waiting", "live", "interrupted", "ended"] as const;

const videoMetrics: VideoMetric[] = [
  {
    ...{ name: "status", help: "1 for where the show's video stands" },
    read: ({ status }) => Object.fromEntries(statuses.map((each) => [each, each === status ? 1 : 0])),
  },
  {
    ...{ name: "in_total", help: "Takes, parts, segments and bytes published, and breaks between them" },
    read: ({ takes, parts, segments, bytes, jumps }) => ({ takes, parts, segments, bytes, jumps }),
  },
  { name: "bits_per_second", help: "Bitrate of late", read: ({ bitsPerSecond }) => ({ all: bitsPerSecond }) },
  {
    ...{ name: "seconds", help: "Between key frames, per part, and how late the newest part came" },
    read: ({ keyframeSeconds, partSeconds, lateSeconds }) => ({
      ...{ keyframe: keyframeSeconds, part: partSeconds, late: lateSeconds },
    }),
  },
  {
    ...{ name: "publish_milliseconds", help: "From the arrival of bytes to the last listener told" },
    read: ({ publishMs }) => ({ p50: publishMs.p50, p99: publishMs.p99 }),
  },
  { name: "held_bytes", help: "Video in memory", read: ({ heldBytes }) => ({ all: heldBytes }) },
  { name: "viewers", help: "Viewers by tier", read: ({ viewers }) => viewers },
  { name: "out_bytes_total", help: "Bytes sent by tier", read: ({ bytesOut }) => bytesOut },
  {
    ...{ name: "fast_tier_total", help: "Parts left out, lines given up as slow, viewers turned away" },
    read: ({ fastTier }) => fastTier,
  },
  {
    ...{ name: "recorder", help: "What is recorded, what could not be, and what waits for the archive" },
    read: ({ recorder: { state, ...counts } }) => ({ ...counts, recording: state === "recording" ? 1 : 0 }),
  },
];
