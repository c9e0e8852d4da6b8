import type { Figure, Outcome } from "#bench/harness/bench.ts";

/** The one line that tools read. */
export function reportLine(bench: string, { ratios, figures, faults }: Outcome): string {
  return JSON.stringify({ bench, ratios, figures, invariants: faults.length === 0 ? "ok" : faults.join("; ") });
}

/** The same for people. */
export function reportTable(bench: string, { ratios, figures, faults }: Outcome): string {
  const keys = [...Object.keys(ratios), ...Object.keys(figures)];
  const width = Math.max(...keys.map((key) => key.length)) + 2;
  const rows = (values: Record<string, Figure>) =>
    Object.entries(values).map(([key, value]) => `  ${key.padEnd(width)}${value ?? "not measured"}`);
  const kept = faults.length === 0 ? "  all held" : faults.map((fault) => `  BROKEN: ${fault}`).join("\n");
  return [`\n${bench}`, "", "ratios", ...rows(ratios), "", "figures", ...rows(figures), "", "invariants", kept].join(
    "\n",
  );
}
