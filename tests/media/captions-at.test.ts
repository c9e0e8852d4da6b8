import { expect, it } from "vitest";
import { captionsAt } from "#components/media/player/captions.ts";

const cues = [
  { startMs: 1000, endMs: 3000, text: "This is the Petrel." },
  { startMs: 2000, endMs: 4000, text: "It goes 660 kilometres." },
  { startMs: 2500, endMs: 2900, text: "Really." },
];

it("captions are those of the moment on screen, the newest two when more overlap, none without a moment", () => {
  expect(captionsAt(cues, 999)).toEqual([]);
  expect(captionsAt(cues, 1000)).toEqual(["This is the Petrel."]);
  expect(captionsAt(cues, 2600)).toEqual(["It goes 660 kilometres.", "Really."]);
  expect(captionsAt(cues, 3000)).toEqual(["It goes 660 kilometres."]);
  expect(captionsAt(cues, null)).toEqual([]);
});
