import { expect, test } from "vitest";
import { parseRange } from "#lib/media/serve/byte-range.ts";

test.each([
  ["bytes=0-0", { from: 0, to: 0 }],
  ["bytes=0-99", { from: 0, to: 99 }],
  ["bytes=40-", { from: 40, to: 99 }],
  ["bytes=40-1000", { from: 40, to: 99 }],
  ["bytes=-30", { from: 70, to: 99 }],
  ["bytes=-1000", { from: 0, to: 99 }],
  ["bytes=99-", { from: 99, to: 99 }],
  ["bytes=100-", "outside"],
  ["bytes=-0", "outside"],
])("of a hundred bytes %s is %j", (header, wanted) => {
  expect(parseRange(header, 100)).toEqual(wanted);
});

test.each([undefined, "", "bytes=-", "bytes=9-3", "bytes=0-1,4-5", "items=0-1", "bytes=a-b"])(
  "%j is no range",
  (header) => {
    expect(parseRange(header, 100)).toBeUndefined();
  },
);
