import { z } from "zod";

export type Size = "short" | "full";

export type Setting = {
  size: Size;
  /** Tells whoever waits what happens now. */
  say: (step: string) => void;
};

/** One way in which things go wrong, and what must be true all the same. */
export type Scenario = {
  name: string;
  /** A sentence about the product; a report without violations says that it is true. */
  promise: string;
  /** The longest wait for an order once everything is back, where it is not the usual one. */
  firstSuccessMs?: number;
  run: (setting: Setting) => Promise<Report>;
};

const count = z.int().min(0);

export const Report = z.object({
  /** Times that the fault was injected. */
  faults: count,
  requests: count,
  /** Orders to which a yes was said. */
  acked: count,
  /** Of these, orders that are not in the books. */
  lost: count,
  /** Orders in the books to which no yes belongs. */
  doubled: count,
  /** Units sold beyond the stock. */
  oversold: count,
  /** Units that nobody holds and nobody can buy. */
  stranded: count,
  /** Milliseconds that the slowest answer took. */
  maxMs: z.number(),
  /** Milliseconds from the end of a fault to the first order after it; the slowest of them. Null when nothing was down. */
  firstSuccessMs: z.number().nullable(),
  /** What else is worth knowing. */
  notes: z.record(z.string(), z.union([z.number(), z.string()])),
  violations: z.array(z.string()),
  /** Why this machine cannot show it. */
  skipped: z.string().optional(),
});
export type Report = z.infer<typeof Report>;

const maxMs = 10_000;
const firstSuccessMs = 3000;

/** Violations of the two bars that are times. They count where the machine is not shared with a whole test run. */
export function findLate(scenario: Scenario, report: Report): string[] {
  const timeout = scenario.firstSuccessMs ?? firstSuccessMs;
  const late: string[] = [];
  if (report.maxMs > maxMs) late.push(`a request stayed open for ${report.maxMs} ms`);
  if (report.firstSuccessMs !== null && report.firstSuccessMs > timeout)
    late.push(`the first order after a fault came after ${report.firstSuccessMs} ms`);
  return late;
}

/** A report that counts no orders. */
export const nothing = {
  faults: 0,
  requests: 0,
  acked: 0,
  lost: 0,
  doubled: 0,
  oversold: 0,
  stranded: 0,
  maxMs: 0,
};

/** The report of a scenario that cannot run here. */
export function skip(reason: string): Report {
  return { ...nothing, firstSuccessMs: null, notes: {}, violations: [], skipped: reason };
}

/** The report of a scenario that did not come to its end. */
export function breakOff(error: unknown): Report {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ...nothing, firstSuccessMs: null, notes: {}, violations: [`it broke off: ${said}`] };
}

/** What several runs of one scenario found together. */
export function addReports(reports: Report[]): Report {
  const sum = (name: "faults" | "requests" | "acked" | "lost" | "doubled" | "oversold" | "stranded") =>
    reports.reduce((total, report) => total + report[name], 0);
  const waits = reports.flatMap(({ firstSuccessMs }) => firstSuccessMs ?? []);
  return {
    faults: sum("faults"),
    requests: sum("requests"),
    acked: sum("acked"),
    lost: sum("lost"),
    doubled: sum("doubled"),
    oversold: sum("oversold"),
    stranded: sum("stranded"),
    maxMs: Math.max(...reports.map(({ maxMs }) => maxMs)),
    firstSuccessMs: waits.length > 0 ? Math.max(...waits) : null,
    notes: Object.assign({}, ...reports.map(({ notes }) => notes)),
    violations: reports.flatMap(({ violations }) => violations),
  };
}
