/** What an encoder sends of one kind: pictures or sound. */
export type PacketKind = "picture" | "sound";

/**
 * What becomes of a packet. `dts` is its time on a clock that begins at 0 with every run. `renew`: the stream is another one
 * from here on, so a new run begins with this packet. Headers have no time of their own.
 */
type Judged = { act: "pass" | "renew"; dts: number } | { act: "drop" } | { act: "refuse" };

type Line = { last: number; base: number; seenAt: number };
type Clock = { sinceAt: number; near: number; before: Partial<Record<PacketKind, Line>> };

const backwardsMs = 500;
const aheadMs = 3000;
/** Pictures and sound whose clocks are further apart than this have nothing to do with each other. */
const apartMs = 3000;
const driftedMs = 5000;
const followMs = 1000;
const goneMs = 3000;
const maxRenewals = 20;
const renewalsOverMs = 60_000;

/**
 * Watches the clocks and tracks of an encoder, whose timestamps may leap, begin anew, or go apart at any moment. Whatever
 * does not go on from before begins a new run, once: what the other track still sends on the old clock is left out.
 */
export function createPacketWatch({ now = Date.now }: { now?: () => number } = {}) {
  let lines: Partial<Record<PacketKind, Line>> = {};
  let clock: Clock | undefined;
  let renewals: number[] = [];

  function judge(kind: PacketKind, dts: number): Judged {
    const at = now();
    const line = lines[kind];
    const other = lines[otherOf(kind)];
    if (isLeftover(kind, dts, at)) return { act: "drop" };
    if (line && (leaps(line, dts, at) || hasDrifted({ ...line, last: dts }, other, at))) return begin(kind, dts, at);
    if (isAlone(line, other, at)) return begin(kind, dts, at);
    const base = line?.base ?? (other ? baseBeside(other, dts) : dts);
    // An overlap within the tolerance is not worth a new run; time only stands still until it is past.
    const last = Math.max(dts, line?.last ?? dts);
    lines[kind] = { last, base, seenAt: at };
    return { act: "pass", dts: Math.max(0, last - base) };
  }

  function begin(kind: PacketKind, dts: number, at: number): Judged {
    clock = { sinceAt: at, near: dts, before: lines };
    lines = { [kind]: { last: dts, base: dts, seenAt: at } };
    return countRenewal(at) ? { act: "renew", dts: 0 } : { act: "refuse" };
  }

  /** Whether a packet is of the clock that was left a moment ago. */
  function isLeftover(kind: PacketKind, dts: number, at: number): boolean {
    if (!clock || at - clock.sinceAt > followMs) return false;
    const before = clock.before[kind];
    if (!before || lines[kind]) return false;
    return Math.abs(dts - before.last) < backwardsMs && Math.abs(dts - clock.near) > backwardsMs;
  }

  function countRenewal(at: number): boolean {
    renewals = [...renewals.filter((before) => at - before < renewalsOverMs), at];
    return renewals.length <= maxRenewals;
  }

  return {
    judge,
    /** A header changed, or a track came: the next packets are a run of their own. False when that happens all the time. */
    renew: (): boolean => {
      lines = {};
      clock = undefined;
      return countRenewal(now());
    },
  };
}

function otherOf(kind: PacketKind): PacketKind {
  return kind === "picture" ? "sound" : "picture";
}

function leaps({ last, seenAt }: Line, dts: number, at: number): boolean {
  const change = dts - last;
  return change < -backwardsMs || change - (at - seenAt) > aheadMs;
}

/** One track goes on and the other does not: what waits for the other would hold it up. */
function isAlone(line: Line | undefined, other: Line | undefined, at: number): boolean {
  return line !== undefined && other !== undefined && at - line.seenAt < followMs && at - other.seenAt > goneMs;
}

function hasDrifted(line: Line, other: Line | undefined, at: number): boolean {
  if (!other || at - other.seenAt > followMs) return false;
  return Math.abs(line.last - line.base - (other.last - other.base)) > driftedMs;
}

/** The clock of the other track, or, where they have nothing in common, the moment at which they came. */
function baseBeside({ last, base }: Line, dts: number): number {
  return Math.abs(dts - last) <= apartMs ? base : dts - (last - base);
}
