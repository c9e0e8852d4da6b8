import { describe, expect, it } from "vitest";
import { compareKeys } from "#components/ui/sort-rows.ts";

describe("what a table is sorted by", () => {
  it("puts nothing before something, whatever it is", () => {
    expect([3, null, 1].sort(compareKeys)).toEqual([null, 1, 3]);
    expect(["b", null, "a"].sort(compareKeys)).toEqual([null, "a", "b"]);
  });

  it("keeps each currency together and compares amounts within it", () => {
    const amounts: [string, number][] = [
      ["USD", 5],
      ["CNY", 900],
      ["USD", 1],
      ["CNY", 20],
    ];
    expect(amounts.sort(compareKeys)).toEqual([
      ["CNY", 20],
      ["CNY", 900],
      ["USD", 1],
      ["USD", 5],
    ]);
  });
});
