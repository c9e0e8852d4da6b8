import { z } from "zod";

const limits = z.object({
  userLimits: z.object({ open_files: z.object({ soft: z.union([z.number(), z.string()]) }) }),
});
/** What a process has open beside its lines: the database, files, workers. */
const others = 1500;

/** Lines that one process may hold open at once on this machine. A process cannot raise that by itself. */
export function maxConnections(): number {
  if (!process.report) return Number.POSITIVE_INFINITY;
  const report: unknown = process.report.getReport();
  const soft = Number(limits.safeParse(report).data?.userLimits.open_files.soft);
  return Number.isFinite(soft) ? Math.max(64, soft - others) : Number.POSITIVE_INFINITY;
}
