import { weighFrames } from "#bench/fanout/busy.ts";
import { openCrowd, sellBeside } from "#bench/fanout/crowd.ts";
import { compareEvents } from "#bench/fanout/events.ts";
import { openCasts } from "#bench/fanout/fixtures.ts";
import { compareFrames, play } from "#bench/fanout/frame-cost.ts";
import { likeNaively, likeOurs } from "#bench/fanout/likes.ts";
import { storm } from "#bench/fanout/reconnect.ts";
import { sufferStalled } from "#bench/fanout/stalled.ts";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { openStage, profileInto } from "#bench/harness/stage.ts";
import { median, quantile, range, rounded } from "#bench/harness/statistics.ts";
import { closeViewers } from "#bench/harness/viewers.ts";

const sizeOf = ({ short, full }: Setting) =>
  short
    ? { viewers: 500, crowd: 1000, rounds: 1, ms: 2000 }
    : { viewers: full ? 2000 : 1000, crowd: 5000, rounds: 4, ms: 3000 };

/** One room: the product's frames against the loops people write, and what slow, lost and enthusiastic viewers do to it. */
export const fanout: Bench = {
  about: "frames to one room, memory per viewer, stalled viewers, a reconnect storm, likes",
  steps: (setting) => 3 + sizeOf(setting).rounds * 5 + 6,
  run: measureFanout,
};

async function measureFanout(setting: Setting): Promise<Outcome> {
  const { progress, profile } = setting;
  const { viewers, crowd: crowdSize, rounds, ms } = sizeOf(setting);
  const stage = await openStage();
  try {
    const casts = await openCasts(stage, viewers, progress);
    const { ours, stock, raw } = casts;
    try {
      const cost = await compareFrames({ casts, rounds, ms, progress });
      const events = await compareEvents({ casts, rounds, ms, progress });
      await profileInto(profile, "fanout", ours.app, () => play(ours, "pulse", { ...casts.edition, everyMs: 100 }, ms));
      progress.step("stalled viewers");
      const stalled = await sufferStalled(casts, ms * 1.5);
      progress.step("likes in batches");
      const batched = await likeOurs(stage, casts, ms);
      progress.step("one write per like");
      const written = await likeNaively(stage, casts, ms);
      progress.step("a busy frame");
      const busy = await weighFrames(casts, ms);
      progress.step(`${crowdSize} viewers beside orders at half load`);
      for (const each of [ours, stock, raw]) closeViewers(each.viewers);
      const crowd = await openCrowd(stage, ours.app, crowdSize);
      const beside = await sellBeside(stage, crowd, ms * 2);
      progress.step("reconnect storm");
      const returned = await storm(stage, crowd);
      closeViewers(crowd.viewers);

      return {
        ratios: {
          vs_per_event_emit: rounded(median(events.coalesced) / median(events.perEvent)),
          frame_cpu_vs_stock_emit: rounded(median(cost.ours) / median(cost.stock)),
          frame_cpu_vs_raw_ws: rounded(median(cost.ours) / median(cost.raw)),
          memory_vs_raw_ws: rounded(ours.perViewer.resident / raw.perViewer.resident),
          stalled_cost: rounded(stalled.cost),
          likes_vs_write_per_like: rounded(batched.perProcessorSecond / written.perProcessorSecond),
        },
        figures: {
          viewers,
          crowd: crowdSize,
          frame_p99_ms: rounded(quantile(beside.latencies, 0.99)),
          frame_p50_ms: rounded(median(beside.latencies)),
          orders_per_s_beside: rounded(beside.perSecond),
          frame_bytes_busy: rounded(busy.mean),
          frame_bytes_busy_largest: busy.largest,
          reconnect_s: rounded(returned.seconds),
          frame_bytes: cost.frameBytes,
          frame_cpu_us: rounded(median(cost.ours)),
          frame_cpu_us_range: range(cost.ours),
          stock_frame_cpu_us: rounded(median(cost.stock)),
          raw_frame_cpu_us: rounded(median(cost.raw)),
          events_per_cpu_s: rounded(median(events.coalesced)),
          per_event_emit_events_per_cpu_s: rounded(median(events.perEvent)),
          live_kb_per_viewer: rounded(ours.perViewer.live / 1024),
          kb_per_viewer: rounded(ours.perViewer.resident / 1024),
          stock_live_kb_per_viewer: rounded(stock.perViewer.live / 1024),
          stock_kb_per_viewer: rounded(stock.perViewer.resident / 1024),
          raw_live_kb_per_viewer: rounded(raw.perViewer.live / 1024),
          raw_kb_per_viewer: rounded(raw.perViewer.resident / 1024),
          stalled_kb_each: rounded(stalled.kilobytesEach),
          likes_per_s: rounded(batched.perSecond),
          likes_per_cpu_s: rounded(batched.perProcessorSecond),
          like_writes_per_s: rounded(batched.writesPerSecond),
          write_per_like_per_cpu_s: rounded(written.perProcessorSecond),
          generator_cores: rounded(median(events.frames.map(({ generator }) => generator))),
        },
        faults: [...beside.faults, ...returned.faults, ...batched.faults],
      };
    } finally {
      await casts.close();
    }
  } finally {
    await stage.close();
  }
}
