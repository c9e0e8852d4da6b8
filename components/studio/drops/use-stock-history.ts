import { useEffect, useEffectEvent, useState } from "react";
import type { StockSample } from "#components/drops/forecast.ts";
import { serverTime } from "#components/ui/clock.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

const everyMs = 1000;
const maxSamples = 900;

/** Units left of an open drop as this page saw them: at every change, and once a second in between. */
export function useStockHistory({ status, left, pausedAt }: LiveDrop): StockSample[] {
  const [samples, setSamples] = useState<StockSample[]>([]);
  const isRunning = status === "OPEN" && !pausedAt;
  const sample = useEffectEvent(() => setSamples((before) => thinned([...before, { at: serverTime(), left }])));

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the figure is a sample
  useEffect(() => {
    if (!isRunning) return;
    sample();
    const timer = setInterval(() => sample(), everyMs);
    return () => clearInterval(timer);
  }, [isRunning, left]);

  return samples;
}

/** A long drop is drawn coarser: every second sample of its older half goes. */
function thinned(samples: StockSample[]): StockSample[] {
  if (samples.length <= maxSamples) return samples;
  const half = Math.floor(samples.length / 2);
  return samples.filter((_, index) => index >= half || index % 2 === 0);
}
