import { expect, test } from "vitest";
import { fillMinutes } from "#components/ops/fill-minutes.ts";

const row = (minute: string, placed: number) => ({ minute, placed, reserved: 0, gone: 0, captured: [] });

test("quiet minutes between orders are zero, not missing", () => {
  const filled = fillMinutes(
    [row("2031-05-01T10:00:00.000Z", 4), row("2031-05-01T10:03:00.000Z", 2)],
    "2031-05-01T10:15:20.000Z",
  );
  expect(filled).toHaveLength(16);
  expect(filled.slice(0, 5).map(({ placed }) => placed)).toEqual([4, 0, 0, 2, 0]);
});

test("a show without orders has ten empty minutes up to now", () => {
  const filled = fillMinutes([], "2031-05-01T10:15:20.000Z");
  expect(filled).toHaveLength(10);
  expect(filled.at(-1)?.minute).toBe("2031-05-01T10:15:00.000Z");
});

test("a show long past ends at its last order, and never grows beyond two hours", () => {
  const filled = fillMinutes(
    [row("2031-05-01T07:00:00.000Z", 1), row("2031-05-01T10:03:00.000Z", 2)],
    "2031-06-11T09:00:00.000Z",
  );
  expect(filled).toHaveLength(120);
  expect(filled.at(-1)).toMatchObject({ minute: "2031-05-01T10:03:00.000Z", placed: 2 });
});
