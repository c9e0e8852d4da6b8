import { z } from "zod";
import { Report } from "#tests/faults/scenario.ts";

export type Named = { name: string; seconds: number; report: Report };

const columns: [string, (named: Named) => string | number | null][] = [
  ["scenario", ({ name }) => name],
  ["faults", ({ report }) => report.faults],
  ["requests", ({ report }) => report.requests],
  ["acked", ({ report }) => report.acked],
  ["lost", ({ report }) => report.lost],
  ["doubled", ({ report }) => report.doubled],
  ["oversold", ({ report }) => report.oversold],
  ["stranded", ({ report }) => report.stranded],
  ["longest ms", ({ report }) => report.maxMs],
  ["first sale ms", ({ report }) => report.firstSuccessMs],
  ["took s", ({ seconds }) => seconds],
];

/** For people: one row a scenario, then what else was seen and what was broken. */
export function reportTable(all: Named[]): string {
  const rows = all.map((named) => columns.map(([, cell]) => String(cell(named) ?? "–")));
  const head = columns.map(([title]) => title);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  const notes = all.map(({ name, report }) => `  ${name}: ${tell(report)}`);
  return [line(head), ...rows.map(line), "", ...notes, "", ...verdict(all)].join("\n");
}

/** The one line that tools read. */
export function reportLine(all: Named[]): string {
  const broken = violationsOf(all);
  return JSON.stringify({
    faults: all.map(({ name, seconds, report }) => ({ name, seconds, ...report })),
    invariants: broken.length === 0 ? "ok" : broken.join("; "),
  });
}

const machineLine = z.object({ faults: z.array(Report) });

/** The reports in what `npm run faults -- --json` wrote. */
export function reportsIn(said: string): Report[] {
  const last = said.trim().split("\n").at(-1) ?? "";
  return last.startsWith("{") ? machineLine.parse(JSON.parse(last)).faults : [];
}

export function violationsOf(all: Named[]): string[] {
  return all.flatMap(({ name, report }) => report.violations.map((violation) => `${name}: ${violation}`));
}

function tell({ notes, skipped }: Report): string {
  if (skipped) return `SKIPPED, ${skipped}`;
  return Object.entries(notes)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

function verdict(all: Named[]): string[] {
  const broken = violationsOf(all);
  const skipped = all.filter(({ report }) => report.skipped).map(({ name }) => name);
  const held = skipped.length > 0 ? `all held, but ${skipped.join(", ")} did not run` : "all held";
  return broken.length === 0 ? [held] : broken.map((violation) => `BROKEN: ${violation}`);
}
