import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;

/** CPU seconds of the named processes and of their children, ended ones too, from /proc; NaN where there is none. */
export function processorSeconds(pids: number[]): number {
  if (process.platform !== "linux") return Number.NaN;
  const parents = new Set(pids);
  let ticks = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = readFields(name);
    if (!fields) continue;
    const own = parents.has(Number(name));
    if (own || parents.has(Number(fields[1]))) ticks += sum(fields, own ? [11, 12, 13, 14] : [11, 12]);
  }
  return ticks / ticksPerSecond;
}

/** The fields of /proc/PID/stat from the state on, so that parent is 1, user and system time 11 and 12, of ended children 13 and 14. */
function readFields(pid: string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function sum(fields: string[], places: number[]): number {
  return places.reduce((total, place) => total + Number(fields[place] ?? 0), 0);
}
