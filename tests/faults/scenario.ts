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

export type Report = {
  /** Times that the fault was injected. */
  faults: number;
  requests: number;
  /** Orders to which a yes was said. */
  acked: number;
  /** Of these, orders that are not in the books. */
  lost: number;
  /** Orders in the books to which no yes belongs. */
  doubled: number;
  /** Units sold beyond the stock. */
  oversold: number;
  /** Units that nobody holds and nobody can buy. */
  stranded: number;
  /** Milliseconds that the slowest answer took. */
  longestMs: number;
  /** Milliseconds from the end of a fault to the first order after it; the slowest of them. Null when nothing was down. */
  firstSuccessMs: number | null;
  /** What else is worth knowing, as `name: value`. */
  notes: Record<string, number | string>;
  violations: string[];
  /** Why this machine cannot show it. */
  skipped?: string;
};

const longestMs = 10_000;
const firstSuccessMs = 3000;

/** Violations of the two bars that are times. They count where the machine is not shared with a whole test run. */
export function findLate(scenario: Scenario, report: Report): string[] {
  const patience = scenario.firstSuccessMs ?? firstSuccessMs;
  const late: string[] = [];
  if (report.longestMs > longestMs) late.push(`a request stayed open for ${report.longestMs} ms`);
  if (report.firstSuccessMs !== null && report.firstSuccessMs > patience)
    late.push(`the first order after a fault came after ${report.firstSuccessMs} ms`);
  return late;
}

const nothing = { faults: 0, requests: 0, acked: 0, lost: 0, doubled: 0, oversold: 0, stranded: 0, longestMs: 0 };

/** The report of a scenario that cannot run here. */
export function skip(reason: string): Report {
  return { ...nothing, firstSuccessMs: null, notes: {}, violations: [], skipped: reason };
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
    longestMs: Math.max(...reports.map(({ longestMs }) => longestMs)),
    firstSuccessMs: waits.length > 0 ? Math.max(...waits) : null,
    notes: Object.assign({}, ...reports.map(({ notes }) => notes)),
    violations: reports.flatMap(({ violations }) => violations),
  };
}
