import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import type { RenditionName } from "#lib/media/mp4/renditions.ts";
import type { TakeStarted } from "#lib/media/schema.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { complaintsAbout, hasFfmpeg, makeRecording, probe } from "./ffmpeg.ts";
import { listen } from "./listen.ts";
import { loadRecording, type Recording } from "./recording.ts";
import { send, sendAll, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

const channels = new Channels();
let recording: Recording;
let site: Awaited<ReturnType<typeof listen>>;
let take: TakeStarted;

beforeAll(async () => {
  recording = await loadRecording("h264");
  take = startTake(channels.open("s1"));
  sendAll(channels.open("s1"), take, recording.chunks);
  const handle = createMediaHandler(channels);
  site = await listen(createServer((request, response) => void handle(request, response)));
}, 120_000);

afterAll(() => {
  channels.close();
  site.close();
});

describe("the master playlist", () => {
  it("names the pictures with their size, codecs and rate, and the sound alone far below them", async () => {
    const lines = (await textOf("/media/s1/master.m3u8")).split("\n");
    expect(lines[0]).toBe("#EXTM3U");
    const full = lines[lines.indexOf("live.m3u8") - 1] ?? "";
    const sound = lines[lines.indexOf("audio.m3u8") - 1] ?? "";
    expect(full).toMatch(/CODECS="avc1\.42[0-9a-f]{4},opus",RESOLUTION=640x360$/);
    expect(sound).toMatch(/CODECS="opus"$/);
    expect(rateOf(full)).toBeGreaterThan(200_000);
    const heard = await bytesOf(`/media/s1/audio/${(await sequencesOf("audio"))[0]}.m4s`);
    expect(rateOf(sound)).toBeGreaterThan(heard.length * 7);
    expect(rateOf(sound)).toBeLessThan(rateOf(full));
  });

  it("names no sound alone for a show without sound, or with nothing else", async () => {
    onAir("pictures", createSource({ hasSound: false }));
    const text = await textOf("/media/pictures/master.m3u8");
    expect(text).toContain("live.m3u8");
    expect(text).not.toContain("audio.m3u8");
    expect((await get("/media/pictures/audio.m3u8")).status).toBe(404);
  });
});

describe("the list for players that do everything themselves", () => {
  it("has the same pictures in segments of about two seconds, of one take each", async () => {
    onAir("native", createSource());
    const other = createSource();
    const next = startTake(channels.open("native"));
    sendAll(channels.open("native"), next, [other.init, ...Array.from({ length: 11 }, () => other.take(5))]);
    channels.open("native").endShow();
    const text = await textOf("/media/native/native.m3u8");
    const seconds = [...text.matchAll(/#EXTINF:([\d.]+)/g)].map(([, each]) => Number(each));
    expect(seconds.every((each) => each < 2.5)).toBe(true);
    expect(seconds.filter((each) => each >= 1.5).length).toBeGreaterThanOrEqual(seconds.length - 2);
    expect(text.trimEnd().endsWith("#EXT-X-ENDLIST")).toBe(true);
    const listed = [...text.matchAll(/^native\/\d+\.m4s$/gm)].map(([uri]) => uri);
    const whole = Buffer.concat(await Promise.all(listed.map((uri) => bytesOf(`/media/native/${uri}`))));
    const short = await sequencesOf("live", "native");
    const newest = Buffer.concat(await Promise.all(short.map((n) => bytesOf(`/media/native/segments/${n}.m4s`))));
    expect(whole.subarray(-newest.length).equals(newest)).toBe(true);
  });
});

describe("the sound alone", () => {
  it("is the very packets of the segments, in segments that have the same numbers and times", async () => {
    expect(await sequencesOf("audio")).toEqual(await sequencesOf("live"));
    const init = await bytesOf(`/media/s1/takes/${take.takeId}/audio.mp4`);
    const segments = await Promise.all((await sequencesOf("audio")).map((n) => bytesOf(`/media/s1/audio/${n}.m4s`)));
    const alone = new Packager().push(Buffer.concat([init, ...segments]));
    expect(alone.broken).toBeUndefined();
    expect(alone.init?.codecs).toEqual(["opus"]);
    const whole = new Packager().push(recording.whole);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(alone.parts.map(({ durationSeconds }) => durationSeconds))).toBeCloseTo(
      sum(whole.parts.map(({ audio }) => audio?.durationSeconds ?? 0)),
      5,
    );
    expect(sum(alone.parts.map(({ audio }) => audio?.dataBytes ?? 0))).toBe(
      sum(whole.parts.map(({ audio }) => audio?.dataBytes ?? 0)),
    );
  });

  it("needs less than 100 kbit/s beside its packets' own 64", async () => {
    onAir("thin", createSource());
    const segments = await Promise.all(
      (await sequencesOf("audio", "thin")).map((n) => bytesOf(`/media/thin/audio/${n}.m4s`)),
    );
    const bytes = segments.reduce((total, { length }) => total + length, 0);
    expect((bytes * 8) / segments.length).toBeLessThan(70_000);
  });

  it("has a gap where a take has none", async () => {
    onAir("mixed", createSource());
    onAir("mixed", createSource({ hasSound: false }), 15);
    const text = await textOf("/media/mixed/audio.m3u8");
    expect(text.match(/^#EXT-X-GAP$/gm)?.length).toBe(2);
    expect(text.match(/^audio\/\d+\.m4s$/gm)?.length).toBe(8);
    expect(text.match(/^#EXT-X-MAP/gm)?.length).toBe(1);
  });

  it.skipIf(!hasFfmpeg)("decodes without a complaint, from AAC as from Opus", async () => {
    const folder = await mkdtemp(join(tmpdir(), "launchroom-sound-"));
    const channel = channels.open("aac");
    const aac = startTake(channel);
    send(channel, aac, 0, await makeRecording("shortFragments"));
    const init = await bytesOf(`/media/aac/takes/${aac.takeId}/audio.mp4`);
    const segments = await Promise.all(
      (await sequencesOf("audio", "aac")).map((n) => bytesOf(`/media/aac/audio/${n}.m4s`)),
    );
    await writeFile(join(folder, "sound.mp4"), Buffer.concat([init, ...segments]));
    expect(await complaintsAbout(join(folder, "sound.mp4"))).toBe("");
    expect(await probe(join(folder, "sound.mp4"))).toMatchObject([{ kind: "audio" }]);
    await rm(folder, { recursive: true });
  });
});

describe("key pictures and sound for thin lines", () => {
  it("have the numbers, times and sound of the whole, one picture for each key frame, in fewer bytes", async () => {
    expect(await sequencesOf("thin")).toEqual(await sequencesOf("live"));
    const [thin, whole] = [await packed("thin", "init"), await packed("segments", "init")];
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    for (const measure of ["durationSeconds", "keyframes"] as const) {
      const of = ({ parts }: typeof thin) => sum(parts.map((part) => part[measure]));
      expect(of(thin)).toBeCloseTo(of(whole), 5);
    }
    const soundOf = ({ parts }: typeof thin) => sum(parts.map(({ audio }) => audio?.dataBytes ?? 0));
    expect(soundOf(thin)).toBe(soundOf(whole));
    expect(thin.parts.flatMap(({ motion }) => motion)).toEqual([]);
    expect(thin.bytes).toBeLessThan(whole.bytes);
  });

  it("stand in the master playlist between the whole and the sound alone, at no less than they need", async () => {
    const lines = (await textOf("/media/s1/master.m3u8")).split("\n");
    const rates = ["live", "thin", "audio"].map((name) => rateOf(lines[lines.indexOf(`${name}.m3u8`) - 1] ?? ""));
    expect(rates).toEqual(rates.toSorted((one, other) => other - one));
    const heaviest = await Promise.all((await sequencesOf("thin")).map((n) => bytesOf(`/media/s1/thin/${n}.m4s`)));
    expect(rates[1]).toBeGreaterThan(Math.max(...heaviest.map(({ length }) => length)) * 7);
  });

  it.skipIf(!hasFfmpeg)("are not there without pictures", async () => {
    const channel = channels.open("radio");
    send(channel, startTake(channel), 0, await makeRecording("soundAlone"));
    expect((await get("/media/radio/audio.m3u8")).status).toBe(200);
    for (const name of ["thin", "picture"]) expect((await get(`/media/radio/${name}.m3u8`)).status).toBe(404);
    expect(await textOf("/media/radio/master.m3u8")).not.toContain("thin");
  });

  it.skipIf(!hasFfmpeg)("decode without a complaint, with pictures shown out of their order too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "launchroom-thin-"));
    for (const name of ["encoder", "shortFragments", "editLists"] as const) {
      const channel = channels.open(`thin-${name}`);
      const sent = startTake(channel);
      send(channel, sent, 0, await makeRecording(name));
      for (const [list, init] of [
        ["thin", "init"],
        ["picture", "picture"],
      ] as const) {
        const head = await bytesOf(`/media/thin-${name}/takes/${sent.takeId}/${init}.mp4`);
        const numbers = await sequencesOf(list, `thin-${name}`);
        const segments = await Promise.all(numbers.map((n) => bytesOf(`/media/thin-${name}/${list}/${n}.m4s`)));
        const file = join(folder, `${list}.mp4`);
        await writeFile(file, Buffer.concat([head, ...segments]));
        expect(await complaintsAbout(file)).toBe("");
        expect((await probe(file)).map(({ kind }) => kind)).toEqual(list === "thin" ? ["video", "audio"] : ["video"]);
      }
    }
    await rm(folder, { recursive: true });
  });
});

describe("captions", () => {
  it("appear in the master playlist and beside every segment once somebody writes some", async () => {
    const channel = onAir("spoken", createSource());
    expect(await textOf("/media/spoken/master.m3u8")).not.toContain("SUBTITLES");
    expect((await get("/media/spoken/captions.m3u8")).status).toBe(404);
    const [second] = (await sequencesOf("live", "spoken")).slice(1);
    const segment = channel.segment(second ?? 0);
    const startedAt = (segment?.startedAt ?? 0) - 400;
    const cue = {
      ...{ id: "1", language: "en", version: 1, startMs: startedAt, endMs: startedAt + 1000 },
      text: "Ten left <now> & gone --> soon\n\n\nreally",
    };
    expect(channel.captions.put(cue)).toBe(true);
    expect(channel.captions.put({ ...cue, id: "2", language: "zh-Hans", text: "还剩十件" })).toBe(true);

    const master = await textOf("/media/spoken/master.m3u8");
    expect(master).toMatch(
      /#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en".*URI="captions\/en\.m3u8"/,
    );
    expect(master).toMatch(/LANGUAGE="zh-Hans".*URI="captions\/zh-Hans\.m3u8"/);
    expect(master.match(/SUBTITLES="captions"/g)).toHaveLength(3);
    expect(await textOf("/media/spoken/captions.m3u8")).toContain(`\ncaptions/en/${second}.vtt`);
    expect(await textOf("/media/spoken/captions/en.m3u8")).toContain(`\nen/${second}.vtt`);

    const inSecond = await get(`/media/spoken/captions/en/${second}.vtt`);
    expect(inSecond.headers.get("content-type")).toBe("text/vtt; charset=utf-8");
    expect(await inSecond.text()).toBe(
      "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:00.600 --> 00:00:01.600\nTen left &lt;now&gt; &amp; gone --&gt; soon\nreally\n",
    );
    const inFirst = await textOf(`/media/spoken/captions/en/${(second ?? 0) - 1}.vtt`);
    expect(inFirst).toContain("00:00:00.600 --> 00:00:01.600");
    expect(await textOf(`/media/spoken/captions/en/${(second ?? 0) + 1}.vtt`)).not.toContain("-->");
  });

  it("that are corrected or taken back are so in every segment that is fetched from then on", async () => {
    const channel = onAir("corrected", createSource());
    const [first] = await sequencesOf("live", "corrected");
    const startMs = channel.segment(first ?? 0)?.startedAt ?? 0;
    const cue = { id: "1", language: "en", version: 1, startMs, endMs: startMs + 500, text: "Ten felt" };
    channel.captions.put(cue);
    channel.captions.put({ ...cue, version: 2, text: "Ten left" });
    channel.captions.put(cue);
    expect(await textOf(`/media/corrected/captions/en/${first}.vtt`)).toContain("\nTen left\n");
    channel.captions.remove("1");
    expect(await textOf(`/media/corrected/captions/en/${first}.vtt`)).not.toContain("-->");
  });

  it("are in a dozen languages at the most", () => {
    const { captions } = channels.open("babel");
    const cue = { version: 1, startMs: 1000, endMs: 2000, text: "x" };
    const taken = Array.from({ length: 13 }, (_, n) =>
      captions.put({ ...cue, id: `${n}`, language: `x${"abcdefghijklm"[n]}` }),
    );
    expect(taken.filter(Boolean)).toHaveLength(12);
  });
});

function onAir(showId: string, source: ReturnType<typeof createSource>, parts = 30) {
  const channel = channels.open(showId);
  send(channel, startTake(channel), 0, Buffer.concat([source.init, source.take(parts)]));
  return channel;
}

async function packed(folder: string, init: string) {
  const head = await bytesOf(`/media/s1/takes/${take.takeId}/${init}.mp4`);
  const segments = await Promise.all((await sequencesOf("live")).map((n) => bytesOf(`/media/s1/${folder}/${n}.m4s`)));
  const { parts, broken } = new Packager().push(Buffer.concat([head, ...segments]));
  expect(broken).toBeUndefined();
  return { parts, bytes: segments.reduce((total, { length }) => total + length, 0) };
}

function get(path: string): Promise<Response> {
  return fetch(site.origin + path);
}

async function textOf(path: string): Promise<string> {
  return (await get(path)).text();
}

async function bytesOf(path: string): Promise<Buffer> {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function sequencesOf(name: "live" | RenditionName, showId = "s1"): Promise<number[]> {
  const text = await textOf(`/media/${showId}/${name}.m3u8`);
  return (text.match(/(?<=^(?:segments|audio|thin|picture)\/)\d+(?=\.m4s$)/gm) ?? []).map(Number);
}

function rateOf(line: string): number {
  return Number(/BANDWIDTH=(\d+)/.exec(line)?.[1]);
}
