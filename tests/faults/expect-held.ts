import { expect, test } from "vitest";
import type { Scenario } from "#tests/faults/scenario.ts";

/** A scenario in its short form, as a test: what it promises is the sentence. */
export function testShort(scenario: Scenario) {
  const { name, promise } = scenario;
  test(`${name}: ${promise}`, { timeout: 180_000 }, async (context) => {
    const { violations, skipped, acked } = await scenario.run({ size: "short", say: () => {} });
    if (skipped) {
      console.warn(`\n${name} did not run: ${skipped}`);
      return context.skip(skipped);
    }
    expect(violations).toEqual([]);
    expect(acked).toBeGreaterThan(0);
  });
}
