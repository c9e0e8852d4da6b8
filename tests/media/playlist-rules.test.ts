import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import type { LivePlaylists } from "#lib/media/live/live-playlists.ts";
import { renditionNames } from "#lib/media/mp4/renditions.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { RecordedFinder } from "#lib/media/serve/find-recorded.ts";
import { checkMaster, compareReadings, type MediaPlaylist, readMediaPlaylist } from "./check-playlist.ts";
import { send, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

/** What happens to a host's stream: pieces go on, a piece is lost, the source begins anew, key frames come far apart, all is thin. */
const steps = ["on", "on", "on", "hole", "take", "far", "thin", "rich"] as const;

it("keeps the rules of RFC 8216bis through an hour of everything that goes wrong", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...steps), { minLength: 40, maxLength: 120 }), async (story) => {
      const show = tell(story);
      expect(await show.faults()).toEqual([]);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

it("lets no more shows begin than the memory of the process holds, and cuts off none that is on air", async () => {
  const channels = new Channels({ budgetBytes: 24 * 1024 * 1024 });
  try {
    const source = createSource({ bytesPerSecond: 2_000_000 });
    channels.requireRoom("one");
    const channel = channels.open("one");
    send(channel, startTake(channel), 0, Buffer.concat([source.init, source.take(50)]));
    channels.requireRoom("one");
    expect(() => channels.requireRoom("two")).toThrow("overloaded");
  } finally {
    channels.close();
  }
});

it("hears of every breach that it is there for", () => {
  const text = [
    ...["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:2", "#EXT-X-MEDIA-SEQUENCE:5"],
    ...["#EXT-X-DISCONTINUITY-SEQUENCE:1", '#EXT-X-MAP:URI="a.mp4"', "#EXTINF:2.00000,", "5.m4s"],
    ...["#EXT-X-DISCONTINUITY", '#EXT-X-MAP:URI="b.mp4"', "#EXTINF:1.00000,", "6.m4s", ""],
  ];
  const read = (from: string, to: string) => readMediaPlaylist(text.join("\n").replace(from, to));
  const good = read("", "");
  expect(good.faults).toEqual([]);
  expect(read("#EXTINF:2", "#EXTINF:3").faults).toHaveLength(1);
  expect(read("#EXT-X-DISCONTINUITY\n", "").faults).toHaveLength(1);
  expect(read('#EXT-X-MAP:URI="a.mp4"\n', "").faults).toHaveLength(1);
  expect(compareReadings(good.playlist, read("DURATION:2", "DURATION:3").playlist)).toHaveLength(1);
  expect(compareReadings(good.playlist, read("SEQUENCE:1", "SEQUENCE:2").playlist)).toHaveLength(1);
  expect(compareReadings(good.playlist, read("5.m4s", "7.m4s").playlist)).toHaveLength(1);
  expect(
    checkMaster('#EXT-X-STREAM-INF:BANDWIDTH=100,CODECS="avc1.42c01f"\nlive.m3u8', { "live.m3u8": 200 }),
  ).toHaveLength(3);
});

function tell(story: (typeof steps)[number][]) {
  let at = Date.UTC(2027, 0, 1);
  const faults: string[] = [];
  const peaks: Record<string, number> = {};
  const masters: string[] = [];
  const last = new Map<string, MediaPlaylist>();

  async function run(): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), "launchroom-rules-"));
    const freeSpace = async () => ({ free: 50e9, total: 100e9 });
    const recordings = new Recordings({ folder, freeSpace, now: () => at });
    const channels = new Channels({ recordings, now: () => at });
    const finder = new RecordedFinder(recordings, async () => []);
    try {
      const channel = channels.open("s1");
      let [source, take, n] = [createSource(), startTake(channel), 0];
      send(channel, take, n++, source.init);
      for (const step of story) {
        if (step !== "on" && step !== "hole") {
          source = createSource({
            keySeconds: step === "far" ? 4 : 1,
            bytesPerSecond: step === "thin" ? 8000 : step === "rich" ? 340_000 : 60_000,
          });
          [take, n] = [startTake(channel), 0];
          send(channel, take, n++, source.init);
        }
        if (step === "hole") {
          source.take(60);
          at += 12_000;
        }
        // Thirty seconds of the show: most of an hour in a story.
        for (let piece = 0; piece < 15; piece++) {
          send(channel, take, n++, source.take(10));
          at += 2000;
          look(channel.playlists);
        }
      }
      await channels.end("s1");
      look(channel.playlists);
      for (const name of ["dvr", "replay"] as const) {
        const found = await finder.find({ kind: "playlist", showId: "s1", name }, undefined);
        if (found && "encoded" in found) read(name, found.encoded.bytes.toString());
      }
      const found = await finder.find({ kind: "playlist", showId: "s1", name: "recording" }, undefined);
      const recording = found && "encoded" in found ? found.encoded.bytes.toString() : "";
      if (!/CODECS="[^"]+",RESOLUTION=\d+x\d+/.test(recording)) faults.push(`recording.m3u8: ${recording}`);
      // What was declared once may not be too little for what came later.
      for (const master of masters) faults.push(...checkMaster(master, peaks));
      return [...new Set(faults)];
    } finally {
      channels.close();
      await recordings.close();
      await rm(folder, { recursive: true, force: true });
    }

    function look(playlists: LivePlaylists) {
      for (const name of ["live", "native", ...renditionNames] as const) {
        const list = name === "live" || name === "native" ? playlists[name]() : playlists.rendition(name);
        if (list) read(name, list.toString());
      }
      const native = last.get("native")?.segments ?? [];
      for (const { uri } of native)
        if (!playlists.nativeSegment(Number(/(\d+)\.m4s/.exec(uri)?.[1]))) faults.push(`native: ${uri} is gone`);
      for (const { uri, seconds } of last.get("live")?.segments ?? []) {
        const bytes = channels.find("s1")?.segment(Number(/(\d+)\.m4s/.exec(uri)?.[1]))?.bytes.length ?? 0;
        peaks["live.m3u8"] = Math.max(peaks["live.m3u8"] ?? 0, (bytes * 8) / Math.max(0.5, seconds));
      }
      const master = playlists.master()?.toString();
      if (master) masters.push(master);
    }
  }

  function read(name: string, text: string): void {
    const { playlist, faults: found } = readMediaPlaylist(text);
    const before = last.get(name);
    faults.push(
      ...[...found, ...(before ? compareReadings(before, playlist) : [])].map((fault) => `${name}: ${fault}`),
    );
    last.set(name, playlist);
  }

  return { faults: run };
}
