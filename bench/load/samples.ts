import { quantile } from "#bench/harness/statistics.ts";
import type { Api } from "#bench/load/api.ts";
import type { Crowd } from "#bench/load/crowd.ts";

/** What was seen in one second. */
export type Sample = {
  at: number;
  sockets: number;
  frames: number;
  bytes: number;
  frameP99: number;
  arrivals: number;
  orders: number;
  orderP99: number;
  joins: number;
  /** Share of one core. */
  server: number;
  generator: number;
  memoryMb: number;
  loopP99: number;
};

/** Looks once a second at the crowd and at the server's own /metrics. */
export function startSampling({ api, token, crowd, say }: Wanted) {
  const samples: Sample[] = [];
  const started = performance.now();
  let before = { at: started, cpu: Number.NaN, own: process.cpuUsage() };
  let busy = false;
  const timer = setInterval(() => {
    if (!busy) void look();
  }, 1000);

  async function look() {
    busy = true;
    const { text } = await api("GET", "/metrics", { headers: { authorization: `Bearer ${token}` } });
    const now = performance.now();
    const seconds = (now - before.at) / 1000;
    const cpu = readMetric(text, "process_cpu_seconds_total");
    const { user, system } = process.cpuUsage(before.own);
    const seen = crowd.take();
    samples.push({
      at: (now - started) / 1000,
      sockets: crowd.sockets(),
      frames: seen.frames / seconds,
      bytes: seen.bytes,
      frameP99: quantile(seen.frameMs, 0.99),
      arrivals: seen.arrivals / seconds,
      orders: seen.orderMs.length / seconds,
      orderP99: quantile(seen.orderMs, 0.99),
      joins: seen.joins / seconds,
      server: (cpu - before.cpu) / seconds,
      generator: (user + system) / 1e6 / seconds,
      memoryMb: readMetric(text, "process_resident_memory_bytes") / 1e6,
      loopP99: readMetric(text, "nodejs_eventloop_lag_p99_seconds") * 1000,
    });
    before = { at: now, cpu, own: process.cpuUsage() };
    say(samples.at(-1));
    busy = false;
  }

  return {
    samples,
    stop: () => clearInterval(timer),
  };
}

type Wanted = { api: Api; token: string; crowd: Crowd; say: (sample: Sample | undefined) => void };

function readMetric(text: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}
