import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { profileInto } from "#bench/harness/stage.ts";
import { median, range, rounded } from "#bench/harness/statistics.ts";
import { askKept, askPages, type PageRound } from "#bench/pages/ask-pages.ts";
import { openPageArms } from "#bench/pages/page-arms.ts";
import { type Seen, seePages } from "#bench/pages/see-pages.ts";

const sizeOf = ({ short, full }: Setting) =>
  short ? { rounds: 1, ms: 2000, views: 1 } : { rounds: full ? 8 : 5, ms: 4000, views: full ? 7 : 5 };

/** A show's page as a crowd asks for it, and as one browser sees it. */
export const pages: Bench = {
  about: "a room's page from memory against Next's own, bare HTTP and an empty page; its JavaScript, LCP, CLS and INP",
  steps: (setting) => 3 + sizeOf(setting).rounds * 5 + sizeOf(setting).views + 1,
  run: measurePages,
};

async function measurePages(setting: Setting): Promise<Outcome> {
  const { progress, profile } = setting;
  const { rounds, ms, views } = sizeOf(setting);
  const arms = await openPageArms(progress);
  try {
    const asked = await askPages(arms, { rounds, ms, progress });
    await profileInto(profile, "pages", arms.app, () => askKept(arms, ms));
    const seen = await seePages(arms, { views, progress });
    return summarise(asked, seen);
  } finally {
    await arms.close();
  }
}

function summarise(asked: PageRound, seen: Seen): Outcome {
  const { kept, handler, bare, empty, emptyDrawn } = asked;
  return {
    ratios: {
      vs_next_handler: rounded(median(kept.perProcessorSecond) / median(handler.perProcessorSecond)),
      vs_bare_http: rounded(median(kept.perProcessorSecond) / median(bare.perProcessorSecond)),
      cpu_vs_empty_page: rounded(median(empty.perProcessorSecond) / median(kept.perProcessorSecond)),
      js_kb_over_empty: rounded(seen.scriptKilobytes.room - seen.scriptKilobytes.empty),
      lcp_vs_empty: rounded(median(seen.lcp.room) / median(seen.lcp.empty)),
      cls: rounded(Math.max(...seen.shifts)),
      inp_ms: rounded(seen.inpMs),
    },
    figures: {
      pages_per_s: rounded(median(kept.perSecond)),
      handler_per_s: rounded(median(handler.perSecond)),
      bare_per_s: rounded(median(bare.perSecond)),
      empty_page_per_s: rounded(median(empty.perSecond)),
      pages_per_cpu_s: rounded(median(kept.perProcessorSecond)),
      pages_per_cpu_s_range: range(kept.perProcessorSecond),
      bare_per_cpu_s: rounded(median(bare.perProcessorSecond)),
      bare_per_cpu_s_range: range(bare.perProcessorSecond),
      handler_per_cpu_s: rounded(median(handler.perProcessorSecond)),
      empty_page_per_cpu_s: rounded(median(empty.perProcessorSecond)),
      render_cpu_vs_empty_render: rounded(median(emptyDrawn.perProcessorSecond) / median(handler.perProcessorSecond)),
      page_bytes: asked.pageBytes,
      js_kb: rounded(seen.scriptKilobytes.room),
      js_kb_empty: rounded(seen.scriptKilobytes.empty),
      js_kb_untouched: rounded(seen.scriptKilobytes.roomUntouched),
      lcp_ms: rounded(median(seen.lcp.room)),
      lcp_ms_empty: rounded(median(seen.lcp.empty)),
      lcp_of: seen.lcpOf,
      generator_cores: rounded(median(kept.generator)),
    },
    faults: seen.faults,
  };
}
