import { median } from "#bench/harness/statistics.ts";
import type { Sample } from "#bench/load/samples.ts";

/** What one of each costs, measured in one run. */
export type Costs = {
  viewers: number;
  /** Seconds of one core for one frame to one viewer: the middle of the run, in which they watch, like, chat and queue. */
  perDelivery: number;
  bytesPerFrame: number;
  framesPerSecond: number;
  bytesPerSocket: number;
  /** Seconds of one core for one arrival: a socket, and a guest for one in ten. */
  perArrival: number;
};

export type Row = {
  name: string;
  perSecond: number;
  viewers: number;
  cores: number;
  processes: number;
  gigabits: number;
  memoryGb: number;
  arrivalCores: number;
  machines: number;
};

export const assumptions = {
  /** How full a process and a network card may be. */
  fullness: 0.65,
  network: 0.6,
  /** A machine. */
  cores: 16,
  gigabits: 25,
  memoryGb: 64,
  /** TCP, TLS and the WebSocket around a frame, in bytes. */
  aroundFrame: 80,
  /** Everybody comes within a minute. */
  arriveSeconds: 60,
  /** One machine in four is spare. */
  spare: 4 / 3,
  videoMegabits: 1.5,
};

/** Null where the run was too short or too small to tell. */
export function readCosts(samples: Sample[], seconds: number): Costs | null {
  // Of the first second nobody knows what the server spent.
  const arriving = samples.filter(({ at, server }) => Number.isFinite(server) && at < seconds / 3);
  const watching = samples.filter(({ at }) => at > seconds / 3 + 2 && at < (seconds * 2) / 3 - 7);
  const first = samples[0];
  const last = watching.at(-1);
  if (!first || !last || watching.length < 3 || last.sockets === 0) return null;
  const mean = (pick: (sample: Sample) => number) => median(watching.map(pick));
  const frames = mean((sample) => sample.frames);
  const perDelivery = mean((sample) => sample.server) / frames;
  const arrived = arriving.reduce((sum, { arrivals }) => sum + arrivals, 0);
  const spent = arriving.reduce((sum, { server, frames: sent }) => sum + Math.max(0, server - sent * perDelivery), 0);
  return {
    viewers: last.sockets,
    perDelivery,
    bytesPerFrame: mean((sample) => sample.bytes),
    framesPerSecond: frames / last.sockets,
    bytesPerSocket: ((last.memoryMb - first.memoryMb) * 1e6) / last.sockets,
    perArrival: spent / arrived,
  };
}

/** How often a viewer gets a frame: all in sight, a crowd, and a crowd of which two in five do not look. */
const tiers = [
  { name: "five a second, everybody looks", perSecond: 5 },
  { name: "two a second, everybody looks", perSecond: 2 },
  { name: "two a second, 40 % of tabs hidden", perSecond: 0.6 * 2 + 0.4 * 0.2 },
];

export function writeBill(costs: Costs): Row[] {
  return [100_000, 5_000_000].flatMap((viewers) => tiers.map((tier) => billOf(costs, viewers, tier)));
}

function billOf(costs: Costs, viewers: number, { name, perSecond }: { name: string; perSecond: number }): Row {
  const cores = viewers * perSecond * costs.perDelivery;
  const gigabits = (viewers * perSecond * (costs.bytesPerFrame + assumptions.aroundFrame) * 8) / 1e9;
  const memoryGb = (viewers * costs.bytesPerSocket) / 1e9;
  const arrivalCores = (viewers / assumptions.arriveSeconds) * costs.perArrival;
  const processes = Math.ceil(cores / assumptions.fullness);
  const needed = Math.max(
    processes / assumptions.cores,
    gigabits / (assumptions.gigabits * assumptions.network),
    memoryGb / assumptions.memoryGb,
    arrivalCores / assumptions.cores,
  );
  const machines = Math.ceil(needed * assumptions.spare);
  return { name, perSecond, viewers, cores, processes, gigabits, memoryGb, arrivalCores, machines };
}
