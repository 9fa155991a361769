// What Vitest's JSON report says: the counts, and what failed by name, so that the end of a long log is enough.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './toolchain.mjs';

/**
 * @param file the report, which is missing where Vitest itself broke down
 * @param code Vitest's exit code, which may fail a run of which every test passed
 * @returns `{passed, failed, skipped, failures}`, the last two as lines of text
 */
export function testResults(file, code) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [], failures: ['Vitest wrote no report'] };
  }
  const skipped = [];
  const failures = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const path = relative(root, name);
    for (const test of assertionResults) {
      if (test.status === 'failed') failures.push(line(path, test.fullName, test.failureMessages?.[0]));
      else if (test.status !== 'passed') skipped.push(test.fullName);
    }
    // A file that could not be loaded, whose hook failed or whose process died has no failed test, but is a failure.
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
      const first = assertionResults.find((test) => test.status !== 'passed')?.fullName ?? 'the file';
      failures.push(line(path, first, message || 'did not run: a hook failed, or the process ended'));
    }
  }
  if (code !== 0 && failures.length === 0)
    failures.push(`Vitest ended with exit code ${code}; see its output`);
  return { passed: report.numPassedTests, failed: failures.length, skipped, failures };
}

function line(path, name, message) {
  return `${path}: ${name}: ${(message ?? '').trim().split('\n').slice(0, 2).join(' ').slice(0, 400)}`;
}
