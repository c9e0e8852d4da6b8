import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FileView, fileView } from "#lib/sources/schema.ts";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { inAWhile, openDesk, type TestDesk } from "./desk.ts";
import { watchShown } from "./shown.ts";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "launchroom-files-"));
let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** A finished film, as an editor exports it: not fragmented, its index at the end. */
async function makeFilm(seconds: number, codec: "libx264" | "mpeg4" = "libx264"): Promise<Buffer> {
  const file = join(folder, `${codec}-${seconds}.mp4`);
  const inputs = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-f", "lavfi", "-i", "sine=f=440:r=48000"];
  const codecs = ["-c:v", codec, "-pix_fmt", "yuv420p", "-g", "25", "-b:v", "400k", "-c:a", "aac"];
  await run("ffmpeg", ["-v", "error", "-y", ...inputs, ...codecs, "-t", String(seconds), file]);
  return readFile(file);
}

type Film = { picture?: string[]; sound?: string[]; again?: string[]; filter?: string };

/** Films as phones, cameras and editors leave them. */
async function makeOddFilm(
  name: string,
  { picture = [], sound = ["-c:a", "aac"], again, filter }: Film,
): Promise<Buffer> {
  const [file, copied] = [join(folder, `${name}.mp4`), join(folder, `${name}-copied.mp4`)];
  const inputs = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-f", "lavfi", "-i", "sine=f=440:r=48000"];
  const codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", ...picture, ...sound];
  const filtered = filter ? ["-vf", filter] : [];
  await run("ffmpeg", ["-v", "error", "-y", ...inputs, ...filtered, ...codecs, "-t", "2", file]);
  if (!again) return readFile(file);
  await run("ffmpeg", ["-v", "error", "-y", "-i", file, "-c", "copy", ...again, copied]);
  return readFile(copied);
}

const oddFilms: Record<string, Film & { expected: Partial<FileView> }> = {
  "held upright": { again: ["-metadata:s:v:0", "rotate=90"], expected: { state: "READY", width: 180, height: 320 } },
  "held upside down": {
    again: ["-metadata:s:v:0", "rotate=180"],
    expected: { state: "READY", width: 320, height: 180 },
  },
  "held askew": { again: ["-metadata:s:v:0", "rotate=45"], expected: { state: "REFUSED", trouble: "picture_turned" } },
  "of wide pixels": { filter: "setsar=4/3", expected: { state: "READY", width: 427, height: 180 } },
  "of ten bits": { picture: ["-pix_fmt", "yuv420p10le"], expected: { state: "REFUSED", trouble: "picture_profile" } },
  "of full colour": { picture: ["-pix_fmt", "yuv444p"], expected: { state: "REFUSED", trouble: "picture_profile" } },
  "with sound in MP3": { sound: ["-c:a", "libmp3lame"], expected: { state: "REFUSED", trouble: "sound_codec" } },
  "with sound in AC-3": { sound: ["-c:a", "ac3"], expected: { state: "REFUSED", trouble: "sound_codec" } },
  "without sound": { sound: ["-an"], expected: { state: "READY" } },
};

async function announce(desk: TestDesk, bytes: number): Promise<FileView> {
  const answer = await desk.call("POST", "/files", { name: "film.mp4", bytes });
  expect(answer.status).toBe(201);
  return fileView.parse(answer.body);
}

async function send(desk: TestDesk, id: string, offset: number, raw: Buffer): Promise<FileView> {
  const headers = { "content-type": "application/octet-stream" };
  const path = `/api/shows/${desk.showId}/files/${id}/content?offset=${offset}`;
  const answer = await app.http("PUT", path, { cookie: desk.owner.cookie, raw, headers });
  expect(answer.status).toBe(200);
  return fileView.parse(answer.body);
}

async function upload(desk: TestDesk, film: Buffer): Promise<FileView> {
  const { id } = await announce(desk, film.length);
  return send(desk, id, 0, film);
}

describe.skipIf(!hasFfmpeg)("a file for a show", () => {
  it("goes on after a broken upload where it stopped, and takes no piece twice or out of turn", async () => {
    const desk = await openDesk(app);
    const film = await makeFilm(4);
    const { id } = await announce(desk, film.length);
    expect(await send(desk, id, 0, film.subarray(0, 1000))).toMatchObject({ state: "UPLOADING", receivedBytes: 1000 });
    expect((await send(desk, id, 0, Buffer.alloc(500))).receivedBytes).toBe(1000);
    expect((await send(desk, id, 5000, film.subarray(5000, 6000))).receivedBytes).toBe(1000);
    const whole = await send(desk, id, 1000, film.subarray(1000));
    expect(whole).toMatchObject({ state: "READY", trouble: null, width: 320, height: 180 });
    expect(whole.seconds).toBeCloseTo(4, 0);
  });

  it("that had arrived whole when the server ended is looked into at the next piece", async () => {
    const desk = await openDesk(app);
    const film = await makeFilm(1);
    const { id } = await announce(desk, film.length + 1);
    await send(desk, id, 0, film);
    await app.db.$executeRaw`UPDATE show_file SET bytes = ${film.length} WHERE id = ${id}::uuid`;
    expect(await send(desk, id, film.length, Buffer.alloc(0))).toMatchObject({ state: "READY", width: 320 });
  });

  it("is refused with its reason when viewers could not play it", async () => {
    const desk = await openDesk(app);
    expect(await upload(desk, await makeFilm(1, "mpeg4"))).toMatchObject({
      state: "REFUSED",
      trouble: "picture_codec",
    });
    expect(await upload(desk, Buffer.alloc(5000, 7))).toMatchObject({ state: "REFUSED", trouble: "unreadable" });
    const { files } = await desk.sources();
    const played = await desk.call("POST", `/files/${files[0]?.id}/play`, {});
    expect(played.body).toMatchObject({ code: "file_not_ready" });
  });

  it("is shown as it was held, or refused for what it is", { timeout: 90_000 }, async () => {
    const desks = await Promise.all([openDesk(app), openDesk(app)]);
    for (const [index, [name, { expected, ...film }]] of Object.entries(oddFilms).entries()) {
      const desk = desks[index % 2];
      if (desk) expect(await upload(desk, await makeOddFilm(name, film)), name).toMatchObject(expected);
    }
    const [desk] = desks;
    const upright = (await desk.sources()).files.find(({ width }) => width === 180);
    const shown = watchShown(app, desk.showId);
    expect((await desk.call("POST", `/files/${upright?.id}/play`, {})).status).toBe(200);
    await expect.poll(() => shown.takes[0], inAWhile).toMatchObject({ width: 180, height: 320 });
    shown.stop();
    expect(await desk.source("file")).toMatchObject({ width: 180, height: 320 });
  });

  it("is the live picture at the pace of time, pauses, goes on, and the show outlasts it", {
    timeout: 60_000,
  }, async () => {
    const desk = await openDesk(app);
    const { id } = await upload(desk, await makeFilm(7));
    expect((await desk.call("POST", `/files/${id}/play`, {})).status).toBe(200);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    expect(await desk.stateOf("file")).toBe("on_air");
    expect((await desk.call("POST", "/sources/file/pause")).status).toBe(200);
    await expect.poll(() => desk.status(), inAWhile).toBe("interrupted");
    const paused = (await desk.source("file"))?.played;
    expect(paused?.isPaused).toBe(true);
    expect((await desk.call("POST", "/sources/air", { kind: "file" })).status).toBe(200);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    expect((await desk.source("file"))?.played?.seconds).toBeGreaterThanOrEqual(paused?.seconds ?? 0);
    await expect.poll(() => desk.stateOf("file"), inAWhile).toBe("over");
    const { status } = await app.db.show.findUniqueOrThrow({ where: { id: desk.showId } });
    expect(status).toBe("LIVE");
    expect(desk.takes()).toBe(2);
  });

  it("begins by itself at its time, and puts the show on air", async () => {
    const desk = await openDesk(app);
    await app.db.show.update({ where: { id: desk.showId }, data: { status: "SCHEDULED", wentLiveAt: null } });
    const { id } = await upload(desk, await makeFilm(7));
    const playsAt = new Date(Date.now() + 1000).toISOString();
    expect((await desk.call("PATCH", `/files/${id}`, { playsAt })).status).toBe(200);
    expect((await desk.sources()).files[0]?.playsAt).toBe(playsAt);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    const show = await app.db.show.findUniqueOrThrow({ where: { id: desk.showId } });
    expect(show.status).toBe("LIVE");
    expect((await desk.sources()).files[0]).toMatchObject({ playsAt: null, playedAt: expect.any(String) });
  });

  it("does not push aside whoever sends when its time has come", async () => {
    const desk = await openDesk(app);
    const { id } = await upload(desk, await makeFilm(4));
    const browser = await startBroadcast(app.http, { showId: desk.showId, cookie: desk.owner.cookie });
    await browser.feed(5);
    await desk.call("PATCH", `/files/${id}`, { playsAt: new Date().toISOString() });
    await expect.poll(async () => (await desk.sources()).files[0]?.playsAt, inAWhile).toBeNull();
    await browser.feed(5);
    expect(await desk.source("file")).toBeUndefined();
    expect(desk.takes()).toBe(1);
  });

  it("leaves the disk when it is removed", async () => {
    const desk = await openDesk(app);
    const { id } = await upload(desk, await makeFilm(4));
    const path = join(app.made.env.DATA_DIR, "files", `${id}.mp4`);
    await expect(readFile(path)).resolves.toBeInstanceOf(Buffer);
    expect((await desk.call("DELETE", `/files/${id}`)).status).toBe(200);
    await expect(readFile(path)).rejects.toThrow("ENOENT");
  });
});

describe("the files of a show", () => {
  it("go a week after it ended, row and bytes", async () => {
    const [desk, recent] = [await openDesk(app), await openDesk(app)];
    const { id } = await announce(desk, 10);
    await announce(recent, 10);
    await send(desk, id, 0, Buffer.alloc(5));
    const endedAt = (days: number) => ({ status: "ENDED" as const, endedAt: new Date(Date.now() - days * 86_400_000) });
    await app.db.show.update({ where: { id: recent.showId }, data: endedAt(6) });
    await app.db.show.update({ where: { id: desk.showId }, data: endedAt(8) });
    await expect.poll(() => app.db.showFile.count({ where: { showId: desk.showId } }), inAWhile).toBe(0);
    await expect(readFile(join(app.made.env.DATA_DIR, "files", `${id}.mp4`))).rejects.toThrow("ENOENT");
    expect(await app.db.showFile.count({ where: { showId: recent.showId } })).toBe(1);
  });
});

describe("an upload", () => {
  it("never takes more than was announced, nor a piece that is too large", async () => {
    const desk = await openDesk(app);
    const { id } = await announce(desk, 10);
    const put = (offset: number, raw: Buffer) =>
      app.http("PUT", `/api/shows/${desk.showId}/files/${id}/content?offset=${offset}`, {
        ...{ cookie: desk.owner.cookie, raw, headers: { "content-type": "application/octet-stream" } },
      });
    expect((await put(0, Buffer.alloc(11))).status).toBe(413);
    expect((await put(0, Buffer.alloc(5 * 1024 * 1024))).status).toBe(413);
    expect((await desk.call("POST", "/files", { name: "a.mp4", bytes: 17 * 1024 ** 3 })).status).toBe(422);
    expect((await desk.sources()).files).toMatchObject([{ receivedBytes: 0, state: "UPLOADING" }]);
  });
});
