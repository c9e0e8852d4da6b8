// Reads how many tests passed, and which failed, from the JSON reports of the two runners. A runner that ends badly
// without naming a failed test (a file that does not load, an unhandled error, a crash) counts as one failure.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** The files with a failure are in `files`: a second run of them alone tells a fault from a moment that was missed. */
export function countVitest(path, exitCode) {
  const report = readReport(path);
  if (!report) return crashed;
  const files = report.testResults.filter((file) => file.status === "failed");
  const emptyFailures = files.filter((file) => file.assertionResults.length === 0);
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + emptyFailures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: files.flatMap(failuresOfFile),
    files: files.map((file) => file.name),
    passedInFiles: files.flatMap((file) => file.assertionResults).filter((test) => test.status === "passed").length,
  };
  return withExitCode(counts, exitCode);
}

/** The counts after the files that failed ran once more alone; what failed only the first time stays named. */
export function withSecondRun(first, second) {
  return {
    passed: first.passed - first.passedInFiles + second.passed,
    failed: second.failed,
    skipped: first.skipped,
    failures: second.failures,
    flaky: first.failures.filter((failure) => !second.failures.includes(failure)),
  };
}

function failuresOfFile({ name, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return [describeFailure(name, "the file does not load", message)];
  return failed.map((test) => describeFailure(name, test.fullName, test.failureMessages[0]));
}

export function countPlaywright(path, exitCode) {
  const report = readReport(path);
  if (!report) return crashed;
  const { expected, flaky, unexpected, skipped } = report.stats;
  const specs = report.suites.flatMap(specsOf);
  const counts = {
    passed: expected + flaky,
    failed: unexpected,
    skipped,
    failures: specs.filter((spec) => !spec.ok).map(failureOfSpec),
    flaky: specs.filter(needsSecondTry).map(failureOfSpec),
  };
  return withExitCode(counts, exitCode);
}

function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

function needsSecondTry({ tests }) {
  return tests.some((test) => test.status === "flaky");
}

function failureOfSpec({ file, title, tests }) {
  const errors = tests.flatMap((test) => test.results).map((result) => result.error?.message);
  return describeFailure(file, title, errors.find(Boolean));
}

/** Three lines tell what went wrong; the runner's own output above has the rest. */
function describeFailure(file, title, message = "") {
  const told = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() && !/^\s*at /.test(line))
    .slice(0, 3);
  return [`✗ ${relative(process.cwd(), file)}: ${title}`, ...told.map((line) => `    ${line}`)].join("\n");
}

export function addCounts(counts) {
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  const all = (name) => counts.flatMap((count) => count[name] ?? []);
  const sums = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
  return { ...sums, failures: all("failures"), flaky: all("flaky") };
}

/** What failed by name, then one line with the sum: whoever reads only the end of a log learns what happened. */
export function describeCounts({ passed, failed, skipped, failures, flaky }) {
  const sum = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  const retried = flaky.length > 0 ? ["Failed once and passed in a second run:", ...flaky] : [];
  return [...retried, ...failures, sum].join("\n");
}

const crashed = { passed: 0, failed: 1, skipped: 0, failures: ["✗ a runner ended without a report"] };

function withExitCode(counts, exitCode) {
  if (exitCode === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: [`✗ a runner ended with ${exitCode} and named no test`] };
}

function readReport(path) {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  } catch {
    return null;
  }
}
