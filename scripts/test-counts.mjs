// Reads how many tests passed from the JSON reports of the two runners. A runner that ends badly without naming a
// failed test (a file that does not load, an unhandled error, a crash) counts as one failure.
import { existsSync, readFileSync } from "node:fs";

export function countVitest(path, exitCode) {
  const report = readReport(path);
  if (!report) return crashed;
  const emptyFailures = report.testResults.filter((file) => file.status === "failed" && !file.assertionResults.length);
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + emptyFailures.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return withExitCode(counts, exitCode);
}

export function countPlaywright(path, exitCode) {
  const report = readReport(path);
  if (!report) return crashed;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return withExitCode({ passed: expected + flaky, failed: unexpected, skipped }, exitCode);
}

export function addCounts(counts) {
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

const crashed = { passed: 0, failed: 1, skipped: 0 };

function withExitCode(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function readReport(path) {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  } catch {
    return null;
  }
}
