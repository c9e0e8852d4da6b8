import { describe, expect, it } from "vitest";
import { renderDvr, renderReplay } from "#lib/media/recording/recorded-playlist.ts";
import { RecordedPlaylists } from "#lib/media/recording/recorded-playlists.ts";
import { RecordingIndex } from "#lib/media/recording/recording-index.ts";

const began = Date.UTC(2026, 10, 25, 12);

describe("the rewind of a long show", () => {
  it("holds the newest four hours, and counts what it let go as the standard wants it", () => {
    const index = record({ hours: 5, takeEverySeconds: 1800 });
    const lines = (renderDvr(index) ?? "").split("\n");
    const uris = lines.filter((line) => line.startsWith("recorded/"));
    expect(uris.length).toBe(3600);
    expect(tagOf(lines, "#EXT-X-MEDIA-SEQUENCE")).toBe(String(index.files.length - 3600));
    const tags = lines.filter((line) => line === "#EXT-X-DISCONTINUITY").length;
    expect(tags + Number(tagOf(lines, "#EXT-X-DISCONTINUITY-SEQUENCE"))).toBe(9);
    expect(lines.filter((line) => line.startsWith("#EXT-X-MAP")).length).toBe(tags + 1);
    expect(Date.parse(tagOf(lines, "#EXT-X-PROGRAM-DATE-TIME") ?? "")).toBe(began + 3600_000);
    expect(lines).not.toContain("#EXT-X-ENDLIST");
  });

  it("moves by one file at a time, and every file keeps its number", () => {
    const index = record({ hours: 4.2, takeEverySeconds: 3600 });
    const numbersOf = () => {
      const lines = (renderDvr(index) ?? "").split("\n");
      const first = Number(tagOf(lines, "#EXT-X-MEDIA-SEQUENCE"));
      return new Map(lines.filter((line) => line.startsWith("recorded/")).map((uri, at) => [uri, first + at]));
    };
    const before = numbersOf();
    addSegments(index, 8);
    const after = numbersOf();
    expect(Math.min(...after.values()) - Math.min(...before.values())).toBe(2);
    for (const [uri, number] of after) if (before.has(uri)) expect(before.get(uri)).toBe(number);
  });

  it("is compressed once for all, to a tenth and less", async () => {
    const index = record({ hours: 4, takeEverySeconds: 3600 });
    const playlists = new RecordedPlaylists();
    const [one, other, plain] = await Promise.all([
      playlists.get(index, "dvr", "gzip, deflate, br"),
      playlists.get(index, "dvr", "br"),
      playlists.get(index, "dvr"),
    ]);
    expect(one?.bytes).toBe(other?.bytes);
    expect((one?.bytes.length ?? 0) * 10).toBeLessThan(plain?.bytes.length ?? 0);
    addSegments(index, 4);
    expect((await playlists.get(index, "dvr", "br"))?.bytes).not.toBe(one?.bytes);
  });

  it("becomes a replay only when the show is over, with a date wherever a player may need one", () => {
    const index = record({ hours: 0.5, takeEverySeconds: 600 });
    expect(renderReplay(index)).toBeUndefined();
    index.add({ ended: began + 1_800_000 });
    const lines = (renderReplay(index) ?? "").split("\n");
    expect(lines.filter((line) => line.startsWith("recorded/")).length).toBe(450);
    expect(lines.filter((line) => line.startsWith("#EXT-X-PROGRAM-DATE-TIME")).length).toBeGreaterThanOrEqual(30);
    for (const [at, line] of lines.entries()) {
      if (line === "#EXT-X-DISCONTINUITY") expect(lines[at + 2]).toMatch(/^#EXT-X-PROGRAM-DATE-TIME:/);
    }
  });
});

/** Segments of a second from `began` on. */
function record({ hours, takeEverySeconds }: { hours: number; takeEverySeconds: number }): RecordingIndex {
  const index = new RecordingIndex();
  for (let second = 0; second < hours * 3600; second++) {
    if (second % takeEverySeconds === 0) index.add({ take: `take-${second}` });
    addSegments(index, 1);
  }
  return index;
}

function addSegments(index: RecordingIndex, count: number): void {
  for (let added = 0; added < count; added++) {
    const number = index.segments.length;
    const takeId = index.takes.at(-1) ?? "";
    const segment = {
      ...{
        sequence: number,
        takeId,
        bytes: Buffer.alloc(1),
        pictures: 30,
        durationSeconds: 1,
        startedAt: began + number * 1000,
      },
      ...{ mediaSeconds: number, startsWithKeyframe: true, keyframes: 1, discontinuity: false, discontinuityNumber: 0 },
    };
    const line = { segment: number, ...index.placeOf(segment), bytes: 1, seconds: 1, startedAt: segment.startedAt };
    index.add({ ...line, mediaSeconds: number, key: true, keyframes: 1, hash: "h" });
  }
}

function tagOf(lines: string[], tag: string): string | undefined {
  return lines.find((line) => line.startsWith(`${tag}:`))?.slice(tag.length + 1);
}
