import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { inAWhile, openDesk } from "./desk.ts";
import { type Encoder, startEncoder } from "./encoder.ts";

let app: App;
const encoders: Encoder[] = [];

beforeAll(async () => {
  app = await startApp({ RTMP_PORT: String(await findFreePort()) });
});

afterEach(async () => {
  await Promise.all(encoders.splice(0).map((encoder) => encoder.stop()));
});

afterAll(() => app.stop());

function encode(...how: Parameters<typeof startEncoder>): Encoder {
  const encoder = startEncoder(...how);
  encoders.push(encoder);
  return encoder;
}

describe.skipIf(!hasFfmpeg)("an encoder with the show's key", () => {
  it("goes on air by itself when the show is live and nobody sends", async () => {
    const desk = await openDesk(app);
    encode(await desk.issueAddress());
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    const source = await desk.source("rtmp");
    expect(source).toMatchObject({ state: "on_air", width: 320, height: 180, trouble: null });
    await expect.poll(async () => (await desk.source("rtmp"))?.keyframeSeconds, inAWhile).toBeCloseTo(1, 1);
    const figures = app.made.channels.figures(desk.showId);
    expect(figures?.codecs).toEqual([expect.stringMatching(/^avc1\./), "mp4a.40.2"]);
    expect(figures?.partSeconds).toBeLessThan(0.6);
    const { key } = await desk.sources();
    expect(key?.lastUsedAt).not.toBeNull();
  });

  it("interrupts the show at once when its line is cut, and takes it up again by itself", async () => {
    const desk = await openDesk(app);
    const address = await desk.issueAddress();
    const first = encode(address);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    await first.stop();
    await expect.poll(() => desk.status(), inAWhile).toBe("interrupted");
    expect(await desk.stateOf("rtmp")).toBe("over");
    encode(address);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    expect(desk.takes()).toBe(2);
  });

  it("waits while a browser sends, swaps in without a gap when its host says so, and gives the air back", async () => {
    const desk = await openDesk(app);
    const browser = await startBroadcast(app.http, { showId: desk.showId, cookie: desk.owner.cookie });
    let isFed = true;
    const feeding = (async () => {
      while (isFed) await Promise.all([browser.feed(1).catch(() => (isFed = false)), sleep(200)]);
    })();
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    encode(await desk.issueAddress());
    await expect.poll(() => desk.stateOf("rtmp"), inAWhile).toBe("ready");
    expect(desk.takes()).toBe(1);

    const refused = await desk.call("POST", "/sources/air", { kind: "rtmp" });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: "air_taken", holder: { name: desk.owner.name } });

    const statuses = new Set<string>();
    const stop = app.made.channels.open(desk.showId).listen({ status: (status) => statuses.add(status) });
    expect((await desk.call("POST", "/sources/air", { kind: "rtmp", takeOver: true })).status).toBe(200);
    await expect.poll(() => desk.stateOf("rtmp"), inAWhile).toBe("on_air");
    await feeding;
    await sleep(500);
    expect([...statuses]).toEqual([]);
    stop();
    expect(desk.takes()).toBe(2);

    expect((await desk.call("POST", "/takes", {})).status).toBe(409);
    const back = await desk.call("POST", "/takes", { takeOver: true, sender: "browser-of-test" });
    expect(back.status).toBe(201);
    await expect.poll(() => desk.source("rtmp"), inAWhile).toMatchObject({ state: "ready", trouble: "taken_over" });
  });

  it("waits for its host while the show is not on air yet", async () => {
    const desk = await openDesk(app);
    await app.db.show.update({ where: { id: desk.showId }, data: { status: "SCHEDULED", wentLiveAt: null } });
    encode(await desk.issueAddress());
    await expect.poll(() => desk.stateOf("rtmp"), inAWhile).toBe("ready");
    expect(desk.takes()).toBe(0);
    expect((await desk.call("POST", "/sources/air", { kind: "rtmp" })).body).toMatchObject({ code: "show_not_live" });
    await desk.call("POST", "/live");
    expect((await desk.call("POST", "/sources/air", { kind: "rtmp" })).status).toBe(200);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
  });

  it("is let go when the show ends", async () => {
    const desk = await openDesk(app);
    const encoder = encode(await desk.issueAddress());
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    await desk.call("POST", "/end", {});
    await expect.poll(() => encoder.ended(), inAWhile).not.toBeNull();
    expect(desk.status()).toBe("ended");
  });
});

describe.skipIf(!hasFfmpeg)("an encoder is turned away, and the studio hears why,", () => {
  it("without a key, with a wrong one, and with that of another show", async () => {
    const [desk, other] = [await openDesk(app), await openDesk(app)];
    const address = await desk.issueAddress();
    const foreign = new URL(await other.issueAddress()).searchParams.get("key") ?? "";
    const cases = [
      [address.replace(/\?.*/, ""), "no_key"],
      [`${address}x`, "wrong_key"],
      [address.replace(/key=.*/, `key=${foreign}`), "wrong_key"],
    ] as const;
    for (const [tried, reason] of cases) {
      const encoder = encode(tried);
      await expect.poll(() => encoder.ended(), inAWhile).not.toBeNull();
      await expect.poll(async () => (await desk.sources()).rejected, inAWhile).toMatchObject({ reason });
    }
    expect(await desk.source("rtmp")).toBeUndefined();
    expect(desk.status()).toBe("waiting");
  });

  it("with a key that was replaced, while it sends and when it comes again", async () => {
    const desk = await openDesk(app);
    const old = await desk.issueAddress();
    const sending = encode(old);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    const fresh = await desk.issueAddress();
    expect(fresh).not.toBe(old);
    await expect.poll(() => sending.ended(), inAWhile).not.toBeNull();
    const again = encode(old);
    await expect.poll(() => again.ended(), inAWhile).not.toBeNull();
    expect((await desk.sources()).rejected).toMatchObject({ reason: "old_key" });
    encode(fresh);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    expect((await desk.sources()).rejected).toBeNull();
    expect((await desk.call("DELETE", "/stream-key")).status).toBe(200);
    await expect.poll(() => desk.status(), inAWhile).toBe("interrupted");
  });

  it("with sound that viewers cannot play", async () => {
    const desk = await openDesk(app);
    const encoder = encode(await desk.issueAddress(), { sound: "mp3" });
    await expect.poll(() => encoder.ended(), inAWhile).not.toBeNull();
    expect((await desk.sources()).rejected).toMatchObject({ reason: "sound_codec" });
    expect(desk.status()).toBe("waiting");
  });

  it("while another one sends", async () => {
    const desk = await openDesk(app);
    const address = await desk.issueAddress();
    encode(address);
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    const second = encode(address);
    await expect.poll(() => second.ended(), inAWhile).not.toBeNull();
    expect((await desk.sources()).rejected).toMatchObject({ reason: "encoder_busy" });
    expect(desk.status()).toBe("live");
  });
});

describe("the key of a show", () => {
  it("is kept as a digest alone, and its making stands in the audit log", async () => {
    const desk = await openDesk(app);
    const key = new URL(await desk.issueAddress()).searchParams.get("key") ?? "";
    expect(key.length).toBeGreaterThanOrEqual(32);
    const rows = await app.db.streamKey.findMany({ where: { showId: desk.showId } });
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(JSON.stringify(await desk.sources())).not.toContain(key);
    const acts = await app.db.auditLog.findMany({ where: { subject: `show:${desk.showId}` } });
    expect(acts.map(({ action }) => action)).toContain("show.stream_key_issued");
    expect(JSON.stringify(acts.map(({ after }) => after))).not.toContain(key);
  });
});

describe("the RTMP port", () => {
  it("survives whatever else calls at its port", async () => {
    const desk = await openDesk(app);
    const { port } = (await desk.sources()).rtmp;
    const oddities = [Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(20_000, 3), Buffer.alloc(4000, 0xff)];
    for (const bytes of oddities) {
      const line = connect(port, "127.0.0.1");
      line.on("error", () => undefined);
      line.resume().end(bytes);
      await new Promise((resolve) => line.on("close", resolve));
    }
    expect((await desk.sources()).rtmp.state).toMatch(hasFfmpeg ? "open" : "ffmpeg_missing");
  });
});

describe("a server that no encoder can reach", () => {
  it("says that the port is taken, and serves everything else", async () => {
    const squatter = createServer().listen(0);
    const { port } = Object(squatter.address());
    const second = await startApp({ RTMP_PORT: String(port) });
    const desk = await openDesk(second);
    await expect.poll(async () => (await desk.sources()).rtmp, inAWhile).toMatchObject({ state: "port_taken", port });
    await second.stop();
    squatter.close();
  });

  it("says that ffmpeg is missing", async () => {
    const second = await startApp({ RTMP_PORT: String(await findFreePort()), FFMPEG_PATH: "/nowhere/ffmpeg" });
    const desk = await openDesk(second);
    await expect.poll(async () => (await desk.sources()).rtmp.state, inAWhile).toBe("ffmpeg_missing");
    await second.stop();
  });
});
