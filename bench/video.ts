import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { openStage, profileInto } from "#bench/harness/stage.ts";
import { median, quantile, range, rounded } from "#bench/harness/statistics.ts";
import { type Glass, measureGlass } from "#bench/video/glass.ts";
import { type OrdersBeside, sellBesideVideo } from "#bench/video/orders-beside.ts";
import { comparePackagers } from "#bench/video/packager-cost.ts";
import { compareDelivery, openDelivery, pullOurs } from "#bench/video/segment-delivery.ts";

const sizeOf = ({ short, full }: Setting) =>
  short
    ? { minutes: 2, packagerRounds: 1, rounds: 2, ms: 2000, buyers: 12_000, glassMs: 20_000 }
    : {
        minutes: full ? 20 : 10,
        packagerRounds: 2,
        rounds: full ? 8 : 4,
        ms: 4000,
        buyers: 40_000,
        glassMs: full ? 120_000 : 40_000,
      };

/**
 * Video on one machine: the packager against ffmpeg, segments against a bare server, orders with a crowd that watches.
 * What a viewer sees (hls_p95_s, fast_p95_s, vs_hlsjs_6s_default, card_skew_ms) is read back from a browser's screen.
 */
export const video: Bench = {
  about: "delay from glass to glass, packager CPU, segments per second, and orders while a crowd watches",
  steps: (setting) => 5 + sizeOf(setting).packagerRounds * 3 + sizeOf(setting).rounds * 4,
  run: measureVideo,
};

async function measureVideo(setting: Setting): Promise<Outcome> {
  const { progress, profile } = setting;
  const { minutes, packagerRounds, rounds, ms, buyers, glassMs } = sizeOf(setting);
  const glass = await measureGlass({ ms: glassMs, progress });
  progress.step("a recording to package");
  const packagers = await comparePackagers({ minutes, rounds: packagerRounds, progress });
  progress.step("database, app and buyers");
  const stage = await openStage();
  try {
    const delivery = await openDelivery(stage);
    try {
      const sent = await compareDelivery({ ...delivery, rounds, ms, progress });
      await profileInto(profile, "segments", delivery.app, () => pullOurs(delivery, ms));
      const orders = await sellBesideVideo({
        ...delivery,
        buyers: await stage.writeBuyers(buyers),
        rounds,
        ms,
        progress,
      });
      return summarise({ glass, packagers, sent, orders });
    } finally {
      await delivery.close();
    }
  } finally {
    await stage.close();
  }
}

type Found = {
  glass: Glass;
  packagers: Awaited<ReturnType<typeof comparePackagers>>;
  sent: Awaited<ReturnType<typeof compareDelivery>>;
  orders: OrdersBeside;
};

function summarise({ glass, packagers, sent, orders }: Found): Outcome {
  const [ours, bare] = [median(sent.ours.map(gigabits)), median(sent.bare.map(gigabits))];
  return {
    ratios: {
      vs_hlsjs_6s_default: rounded(quantile(glass.hls, 0.95) / quantile(glass.sixSeconds, 0.95)),
      packager_cpu_vs_ffmpeg_copy: packagers && rounded(median(packagers.ours) / median(packagers.ffmpeg)),
      segments_vs_bare_http: rounded(ours / bare),
      order_p99_vs_none: rounded(median(orders.watched.p99) / median(orders.alone.p99)),
    },
    figures: {
      hls_p95_s: rounded(quantile(glass.hls, 0.95)),
      fast_p95_s: rounded(quantile(glass.fast, 0.95)),
      fast_p50_s: rounded(quantile(glass.fast, 0.5)),
      six_seconds_p95_s: rounded(quantile(glass.sixSeconds, 0.95)),
      card_skew_ms: rounded(quantile([...glass.fastSkew, ...glass.hlsSkew], 0.95)),
      card_skew_fast_ms: rounded(quantile(glass.fastSkew, 0.95)),
      card_skew_hls_ms: rounded(quantile(glass.hlsSkew, 0.95)),
      delay_said_off_by_s: rounded(median(glass.said)),
      stalls_per_minute_jitter: rounded(glass.stallsPerMinute),
      fast_viewer_ended_on: glass.shakyTier,
      thin_kbit_s: rounded(glass.thinKilobits),
      packager_recording_vs_ffmpeg_copy: packagers && rounded(median(packagers.recorded) / median(packagers.ffmpeg)),
      packager_ms_per_minute: packagers && rounded(median(packagers.ours)),
      ffmpeg_ms_per_minute: packagers && rounded(median(packagers.ffmpeg)),
      segments_gbit_s: rounded(ours),
      bare_gbit_s: rounded(bare),
      segments_gbit_s_range: range(sent.ours.map(gigabits)),
      segments_cpu_vs_bare: rounded(median(sent.ours.map(cost)) / median(sent.bare.map(cost))),
      order_p99_ms: rounded(median(orders.alone.p99)),
      order_p99_watched_ms: rounded(median(orders.watched.p99)),
      order_p50_watched_ms: rounded(median(orders.watched.p50)),
      orders_per_s: orders.perSecond,
      viewers: orders.viewers,
      viewers_mbit_s: rounded(median(orders.watched.megabits)),
      app_cores_watched: rounded(median(orders.watched.cores)),
    },
    faults: [...(packagers?.faults ?? []), ...sent.faults, ...orders.faults],
  };
}

type Sent = { bytes: number; seconds: number; processorSeconds: number };
const gigabits = ({ bytes, seconds }: Sent) => (bytes * 8) / seconds / 1e9;
const cost = ({ bytes, processorSeconds }: Sent) => processorSeconds / bytes;
