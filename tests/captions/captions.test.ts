import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cuesView } from "#lib/captions/schema.ts";
import type { CaptionCue, CaptionNews } from "#lib/live/contract.ts";
import { openFastViewer } from "#tests/media/fast-viewer.ts";
import { startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let host: Person;
let other: Person;

beforeAll(async () => {
  app = await startApp();
  [host, other] = await Promise.all([app.person("host"), app.person("host")]);
});

afterAll(() => app.stop());

describe("a line that is said now", () => {
  it("stands from the newest picture on, as viewers of the fast tier get it, and is told to the room at once", async () => {
    const { showId } = await onAir();
    const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
    const viewer = await openFastViewer(app.url, showId);
    await broadcast.feed(7);
    await expect.poll(() => viewer.parts().length, soon).toBe(7);
    const { news, line } = await hear(showId);
    const [cue] = await caption(showId, ["Good evening."]);
    const newest = viewer.parts().at(-1);
    const seenUntil = (newest?.streamClockMs ?? 0) + (newest?.durationSeconds ?? 0) * 1000;
    expect(Math.abs((cue?.startMs ?? 0) - seenUntil)).toBeLessThanOrEqual(1);
    expect(cue).toMatchObject({ text: "Good evening.", source: "typed", language: "en", version: 1 });
    await expect.poll(() => news, soon).toEqual([{ showId, cues: [cue], removed: [] }]);
    expect(await newestOf(showId)).toEqual([cue]);
    line.disconnect();
    viewer.close();
  });

  it("takes the place of the one that stands, and never before that stood for a second", async () => {
    const { showId } = await onAir();
    const [first] = await caption(showId, ["One"]);
    const [second] = await caption(showId, ["Two"]);
    const [third] = await caption(showId, ["Three"]);
    const known = await newestOf(showId);
    expect(known.map(({ text }) => text)).toEqual(["One", "Two", "Three"]);
    expect(second?.startMs).toBe((first?.startMs ?? 0) + 1000);
    expect(third?.startMs).toBe((second?.startMs ?? 0) + 1000);
    expect(known[0]?.endMs).toBe(second?.startMs);
    expect(known[1]?.endMs).toBe(third?.startMs);
  });

  it("keeps its place when several come at the same moment, one after the other", async () => {
    const { showId } = await onAir();
    await Promise.all(Array.from({ length: 8 }, (_, n) => caption(showId, [`Line ${n}`])));
    const cues = await newestOf(showId);
    expect(cues).toHaveLength(8);
    for (const [index, { startMs }] of cues.entries())
      if (index > 0) expect(startMs - (cues[index - 1]?.startMs ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it("of another language stands beside it", async () => {
    const { showId } = await onAir();
    const [english] = await caption(showId, ["Good evening."]);
    await post(showId, { language: "zh-CN", lines: [{ text: "大家晚上好。", source: "script" }] });
    expect((await newestOf(showId)).find(({ id }) => id === english?.id)?.endMs).toBe(english?.endMs);
  });
});

describe("a line", () => {
  it("that is too long for the picture goes on in captions of its own", async () => {
    const { showId } = await onAir();
    const said =
      "We drove it from Shanghai to Harbin in one day, in January, with the heating on, and arrived with charge left.";
    const cues = await caption(showId, [said]);
    expect(cues.length).toBe(2);
    expect(cues.map(({ text }) => text.replace("\n", " ")).join(" ")).toBe(said);
    expect(cues[1]?.startMs).toBe(cues[0]?.endMs);
  });

  it("with times stands where it is put, if that is within its show", async () => {
    const { showId } = await onAir();
    const now = Date.now();
    const line = { text: "Later", source: "script", startMs: now + 60_000, endMs: now + 62_500 };
    expect(await captionWith(showId, line)).toMatchObject({
      status: 201,
      body: { cues: [{ startMs: line.startMs, endMs: line.endMs }] },
    });
    for (const [startMs, endMs] of [
      [now - 86_400_000, now],
      [now, now + 86_400_000],
    ])
      expect(await captionWith(showId, { ...line, startMs, endMs })).toMatchObject({ status: 422 });
  });

  it("is refused with its field named when it is none, and nothing is written", async () => {
    const { showId } = await onAir();
    const line = { text: "x", source: "typed" };
    const bad: [object, string][] = [
      [{ ...line, text: "" }, "lines.0.text"],
      [{ ...line, text: " \u0000\u202e\n" }, "lines.0.text"],
      [{ ...line, text: "x".repeat(301) }, "lines.0.text"],
      [{ ...line, source: "rumour" }, "lines.0.source"],
      [{ ...line, startMs: 2, endMs: 1 }, "lines.0.endMs"],
      [{ ...line, endMs: 1 }, "lines.0.endMs"],
      [{ ...line, agoMs: -1 }, "lines.0.agoMs"],
      [{ ...line, startMs: 1.5 }, "lines.0.startMs"],
      [{ ...line, who: "me" }, "lines.0.who"],
    ];
    for (const [each, field] of bad)
      expect(await captionWith(showId, each), JSON.stringify(each)).toMatchObject({ status: 422, body: { field } });
    expect(await post(showId, { language: "en", lines: [] })).toMatchObject({ status: 422, body: { field: "lines" } });
    expect(await post(showId, { language: "en", lines: Array(21).fill(line) })).toMatchObject({ status: 422 });
    for (const language of ["", "english!", "../en", "e"])
      expect(await post(showId, { language, lines: [line] })).toMatchObject({
        status: 422,
        body: { field: "language" },
      });
    expect(await newestOf(showId)).toEqual([]);
  });

  it("cannot be written into impossible spans or texts, not even by hand", async () => {
    const { showId } = await onAir();
    const [cue] = await caption(showId, ["x"]);
    for (const change of [
      "end_ms = start_ms",
      "end_ms = start_ms + 60001",
      "text = ''",
      "text = E'a\\nb\\nc'",
      "source = 'rumour'",
    ])
      await expect(
        app.db.$executeRawUnsafe(`UPDATE caption_cue SET ${change} WHERE id = '${cue?.id}'`),
        change,
      ).rejects.toThrow();
  });

  it("comes before the show or after it to nobody", async () => {
    const { showId } = await onAir();
    await app.db.$executeRaw`UPDATE show SET status = 'SCHEDULED', went_live_at = NULL WHERE id = ${showId}::uuid`;
    expect(await captionWith(showId, { text: "x", source: "typed" })).toMatchObject({
      status: 409,
      body: { code: "show_not_live" },
    });
    await app.db
      .$executeRaw`UPDATE show SET status = 'ENDED', went_live_at = now() - interval '1 hour', ended_at = now() WHERE id = ${showId}::uuid`;
    expect(await captionWith(showId, { text: "x", source: "typed" })).toMatchObject({
      status: 409,
      body: { code: "show_ended" },
    });
    const startMs = Date.now() - 60_000;
    expect(await captionWith(showId, { text: "x", source: "typed", startMs })).toMatchObject({ status: 201 });
  });

  it("is written a few times a second, not more", async () => {
    const { showId } = await onAir(other);
    const statuses: number[] = [];
    for (let n = 0; n < 45; n++) {
      const body = { language: "en", lines: [{ text: `${n}`, source: "typed" }] };
      statuses.push((await app.http("POST", `/api/shows/${showId}/captions`, { cookie: other.cookie, body })).status);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(40);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("a caption that was wrong", () => {
  it("is corrected where viewers read it, within its time, and goes on in another when it has become long", async () => {
    const { showId } = await onAir();
    const [cue] = await caption(showId, ["Ten felt"]);
    const { news, line } = await hear(showId);
    const corrected = await correct(showId, cue?.id, { text: "Ten left" });
    expect(corrected).toMatchObject({ status: 200, body: { cues: [{ ...cue, text: "Ten left", version: 2 }] } });
    await expect.poll(() => news.flatMap(({ cues }) => cues), soon).toMatchObject([{ id: cue?.id, text: "Ten left" }]);
    const long =
      "Ten are left, and whoever has waited in the line since the show began is asked first, one after the other.";
    const { body } = await correct(showId, cue?.id, { text: long });
    const cues = cuesView.parse(body).cues;
    expect(cues[0]?.id).toBe(cue?.id);
    expect([cues[0]?.startMs, cues.at(-1)?.endMs]).toEqual([cue?.startMs, cue?.endMs]);
    expect((await newestOf(showId)).map(({ text }) => text.replace("\n", " ")).join(" ")).toBe(long);
    line.disconnect();
  });

  it("is taken back, once, and only through its own show", async () => {
    const { showId } = await onAir();
    const [cue] = await caption(showId, ["Oops"]);
    const { showId: another } = await onAir();
    expect(await takeBack(another, cue?.id)).toBe(404);
    const { news, line } = await hear(showId);
    expect(await takeBack(showId, cue?.id)).toBe(200);
    await expect.poll(() => news, soon).toEqual([{ showId, cues: [], removed: [cue?.id] }]);
    expect(await newestOf(showId)).toEqual([]);
    expect(await takeBack(showId, cue?.id)).toBe(404);
    line.disconnect();
  });

  it("is not changed into a span that is none", async () => {
    const { showId } = await onAir();
    const [cue] = await caption(showId, ["x"]);
    expect(await correct(showId, cue?.id, { endMs: cue?.startMs })).toMatchObject({
      status: 422,
      body: { field: "endMs" },
    });
    expect(await correct(showId, cue?.id, {})).toMatchObject({ status: 422 });
  });
});

describe("captions of a recording", () => {
  it("are read from its beginning, a page at a time", async () => {
    const { showId } = await onAir();
    const startMs = Date.now();
    for (let batch = 0; batch < 4; batch++) {
      const lines = Array.from({ length: 20 }, (_, n) => ({
        text: `${batch * 20 + n}`,
        source: "script",
        startMs: startMs + (batch * 20 + n) * 1000,
      }));
      expect((await post(showId, { language: "en", lines })).status).toBe(201);
    }
    const read = async (from: number) =>
      cuesView
        .parse((await app.http("GET", `/api/shows/${showId}/captions?from=${from}`)).body)
        .cues.map(({ text }) => text);
    expect(await read(0)).toHaveLength(80);
    expect((await read(startMs + 78_000)).slice(0, 2)).toEqual(["78", "79"]);
    expect(await newestOf(showId)).toHaveLength(60);
  });

  it("stay as they are under a legal hold, and go with the recording, which the audit counts", async () => {
    const { showId } = await onAir();
    await startBroadcast(app.http, { showId, cookie: host.cookie }).then((broadcast) => broadcast.feed(12));
    const [cue] = await caption(showId, ["A promise"]);
    await app.http("POST", `/api/shows/${showId}/end`, { cookie: host.cookie, body: {} });
    await expect
      .poll(async () => (await app.db.recording.findUnique({ where: { showId } }))?.state, soon)
      .toBe("READY");
    await app.db.recording.update({ where: { showId }, data: { legalHold: true } });
    expect(await correct(showId, cue?.id, { text: "No promise" })).toMatchObject({ body: { code: "recording_held" } });
    expect(await takeBack(showId, cue?.id)).toBe(409);
    await app.db.recording.update({ where: { showId }, data: { legalHold: false } });
    const gone = await app.http("DELETE", `/api/shows/${showId}/recording`, {
      cookie: host.cookie,
      body: { reason: "A face" },
    });
    expect(gone.status).toBe(200);
    expect(await newestOf(showId)).toEqual([]);
    expect(await app.db.captionCue.count({ where: { showId } })).toBe(0);
    const [entry] = await app.db.auditLog.findMany({
      where: { subject: `show:${showId}`, action: "recording.deleted" },
    });
    expect(entry).toMatchObject({ after: { reason: "A face", captions: 1 } });
    expect(await captionWith(showId, { text: "x", source: "typed", startMs: Date.now() })).toMatchObject({
      status: 404,
    });
  });
});

const onAir = (by = host) => app.openEdition({}, by.email);

function post(showId: string, body: unknown) {
  return app.http("POST", `/api/shows/${showId}/captions`, { cookie: host.cookie, body });
}

const captionWith = (showId: string, line: object) => post(showId, { language: "en", lines: [line] });

async function caption(showId: string, texts: string[]): Promise<CaptionCue[]> {
  const answer = await post(showId, { language: "en", lines: texts.map((text) => ({ text, source: "typed" })) });
  expect(answer.status, answer.text).toBe(201);
  return cuesView.parse(answer.body).cues;
}

function correct(showId: string, cueId: string | undefined, body: object) {
  return app.http("PATCH", `/api/shows/${showId}/captions/${cueId}`, { cookie: host.cookie, body });
}

async function takeBack(showId: string, cueId: string | undefined): Promise<number> {
  return (await app.http("DELETE", `/api/shows/${showId}/captions/${cueId}`, { cookie: host.cookie })).status;
}

async function newestOf(showId: string): Promise<CaptionCue[]> {
  return cuesView.parse((await app.http("GET", `/api/shows/${showId}/captions`)).body).cues;
}

/** What somebody in the room hears about captions. */
async function hear(showId: string): Promise<{ news: CaptionNews[]; line: Awaited<ReturnType<typeof openLine>> }> {
  const line = await openLine(app.url);
  const news: CaptionNews[] = [];
  line.on("captions", (each) => news.push(each));
  await say(line, "join", { showId });
  return { news, line };
}
