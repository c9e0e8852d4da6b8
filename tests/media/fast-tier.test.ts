import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dispatchUpgrades } from "#lib/boot/http/upgrades.ts";
import { Channels } from "#lib/media/channels.ts";
import { byeCodes } from "#lib/media/fast/fast-protocol.ts";
import { FastTier } from "#lib/media/fast/fast-tier.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { Clients } from "#lib/network/clients.ts";
import { soon } from "#tests/support/soon.ts";
import { type FastViewer, openFastViewer } from "./fast-viewer.ts";
import { listen } from "./listen.ts";
import { sendRaw } from "./raw-request.ts";
import { send, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

let channels: Channels;
let fastTier: FastTier;
let site: Awaited<ReturnType<typeof listen>>;
let viewers: FastViewer[];

beforeEach(async () => {
  channels = new Channels();
  viewers = [];
  await serve(3);
});

afterEach(() => {
  for (const viewer of viewers) viewer.close();
  fastTier.close();
  channels.close();
  site.close();
});

describe("a viewer on the fast tier", () => {
  it("begins with the status, the init and the parts from the latest key frame, then hears every part as it comes", async () => {
    const show = onAir();
    show.feed(8);
    const viewer = await join();
    await expect
      .poll(() => viewer.messages.map(({ type }) => type), soon)
      .toEqual(["status", "init", "part", "part", "part"]);
    expect(viewer.messages[0]).toMatchObject({ status: "live" });
    expect(viewer.messages[1]).toMatchObject({
      takeId: show.takeId,
      mimeType: 'video/mp4; codecs="avc1.42c01f, opus"',
    });
    expect(viewer.parts().map(({ key, mediaSeconds }) => [key, mediaSeconds])).toEqual([
      [true, 1],
      [false, 1.2],
      [false, 1.4],
    ]);
    show.feed(1);
    await expect.poll(() => viewer.parts().length, soon).toBe(4);
    const sequences = viewer.parts().map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
    const [first] = viewer.parts();
    expect(first?.streamClockMs).toBe(show.channel.streamTimeOf(show.takeId, 1));
    expect(Math.abs((first?.streamClockMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it("gets bytes that are a whole stream again", async () => {
    const show = onAir();
    const viewer = await join();
    show.feed(10);
    await expect.poll(() => viewer.parts().length, soon).toBe(10);
    const bytes = viewer.messages.flatMap((message) => ("bytes" in message ? [Buffer.from(message.bytes)] : []));
    const { parts, broken } = new Packager().push(Buffer.concat(bytes));
    expect(broken).toBeUndefined();
    expect(parts.map(({ key }) => key)).toEqual(viewer.parts().map(({ key }) => key));
    expect(channels.figures("s1")).toMatchObject({ viewers: { fast: 1 }, parts: 10 });
    expect(channels.figures("s1")?.bytesOut.fast).toBeGreaterThan(Buffer.concat(bytes).length);
  });

  it("gets another init and a discontinuity with the next take", async () => {
    onAir().feed(5);
    const viewer = await join();
    const next = onAir();
    next.feed(2);
    await expect.poll(() => viewer.messages.filter(({ type }) => type === "init"), soon).toHaveLength(2);
    expect(viewer.parts().at(-2)).toMatchObject({ discontinuity: true, key: true });
    expect(viewer.parts().at(-1)).toMatchObject({ discontinuity: false });
  });

  it("is told when the show is interrupted, and that it is over after the last part", async () => {
    const show = onAir();
    show.feed(6);
    const viewer = await join();
    show.channel.sourceLost(show.takeId);
    const statuses = () => viewer.messages.flatMap((message) => (message.type === "status" ? message.status : []));
    await expect.poll(statuses, soon).toEqual(["live", "interrupted"]);
    show.feed(1);
    await expect.poll(statuses, soon).toEqual(["live", "interrupted", "live"]);
    await channels.end("s1");
    await expect.poll(() => viewer.closed(), soon).toBe(byeCodes.ended);
    expect(viewer.messages.slice(-2)).toMatchObject([{ status: "ended" }, { type: "bye", reason: "ended" }]);
    const late = await join();
    await expect.poll(() => late.closed(), soon).toBe(byeCodes.ended);
  });

  it("who waits before the first picture gets it when it comes, beginning with a key frame", async () => {
    const take = startTake(channels.open("s1"));
    const viewer = await join();
    await expect.poll(() => viewer.messages, soon).toMatchObject([{ status: "waiting" }]);
    const source = createSource();
    send(channels.open("s1"), take, 0, Buffer.concat([source.init, source.take(3)]));
    await expect.poll(() => viewer.parts().map(({ key }) => key), soon).toEqual([true, false, false]);
  });
});

describe("the fast tier", () => {
  it("is full after so many, says so, and has a place again when somebody leaves", async () => {
    onAir().feed(5);
    const [first] = await Promise.all([join(), join(), join()]);
    const late = await join();
    await expect.poll(() => late.closed(), soon).toBe(byeCodes.full);
    expect(late.messages).toEqual([{ type: "bye", reason: "full", retryAfter: 60 }]);
    expect(channels.figures("s1")).toMatchObject({ viewers: { fast: 3 }, fastTier: { rejected: 1 } });
    first?.close();
    await expect.poll(() => fastTier.viewers("s1"), soon).toBe(2);
    const next = await join();
    await expect.poll(() => next.parts().length, soon).toBeGreaterThan(0);
  });

  it("gives one address a share of the seats, and a seat that nobody reads from to somebody who reads", async () => {
    await serve(6, 2);
    onAir().feed(5);
    const [reader, sleeper] = await Promise.all([join(), join()]);
    sleeper.stall();
    const third = await join();
    await expect.poll(() => third.closed(), soon).toBe(byeCodes.full);
    // Fifteen seconds at most: five to the next ping, ten without an answer.
    await expect.poll(() => fastTier.viewers("s1"), { timeout: 40_000 }).toBe(1);
    expect(reader.closed()).toBeUndefined();
    const next = await join();
    await expect.poll(() => next.parts().length, soon).toBeGreaterThan(0);
  }, 60_000);

  it("takes nobody when it is switched off", async () => {
    await serve(0);
    onAir().feed(5);
    const viewer = await join();
    await expect.poll(() => viewer.closed(), soon).toBe(byeCodes.full);
  });

  it("knows no show that is not on air or not public", async () => {
    channels.open("hidden");
    for (const showId of ["nowhere", "hidden"]) {
      const viewer = await join(showId);
      await expect.poll(() => viewer.closed(), soon).toBe(byeCodes.unknown);
    }
  });

  it("may be embedded on any site", async () => {
    onAir().feed(5);
    const viewer = await join("s1", { origin: "https://elsewhere.example" });
    await expect.poll(() => viewer.parts().length, soon).toBe(5);
  });

  it("sets a reader who stands still forward to a key frame, and others feel nothing", async () => {
    const show = onAir({ bytesPerSecond: 4_000_000 });
    const [slow, quick] = await Promise.all([join(), join()]);
    slow.stall();
    for (let parts = 0; parts < 120; parts++) {
      show.feed(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await expect.poll(() => quick.parts().length, soon).toBe(120);
    expect(channels.figures("s1")?.fastTier.partsSkipped).toBeGreaterThan(0);
    slow.resume();
    const isBack = () => {
      show.feed(1);
      return slow.parts().length > 0 && slow.parts().at(-1)?.sequence === quick.parts().at(-1)?.sequence;
    };
    await expect.poll(isBack, soon).toBe(true);
    const steps = slow
      .parts()
      .map(({ sequence }, index) => sequence - (slow.parts()[index - 1]?.sequence ?? sequence - 1));
    const afterGap = slow.parts().filter((_, index) => (steps[index] ?? 1) > 1);
    expect(afterGap.length).toBeGreaterThan(0);
    expect(afterGap.every(({ key }) => key)).toBe(true);
  });

  it("gives up a reader who falls behind again and again", async () => {
    const show = onAir({ bytesPerSecond: 4_000_000 });
    const slow = await join();
    for (let falls = 0; falls < 12 && slow.closed() === undefined; falls++) {
      const skipped = () => channels.figures("s1")?.fastTier.partsSkipped ?? 0;
      const before = skipped();
      slow.stall();
      for (let parts = 0; parts < 200 && skipped() === before; parts++) {
        show.feed(1);
        await new Promise((resolve) => setImmediate(resolve));
      }
      slow.resume();
      await expect.poll(() => (slow.closed() === undefined ? slow.socket.bufferedAmount : 0), soon).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      show.feed(10);
    }
    await expect.poll(() => slow.closed(), soon).toBe(byeCodes.slow);
    expect(slow.messages.at(-1)).toEqual({ type: "bye", reason: "slow" });
    expect(channels.figures("s1")?.fastTier.slowLines).toBe(1);
  });

  it("closes on whoever talks", async () => {
    onAir().feed(5);
    const viewer = await join();
    viewer.socket.send("hello");
    await expect.poll(() => viewer.closed(), soon).toBe(1006);
  });

  it("says goodbye to everybody when the server leaves", async () => {
    onAir().feed(5);
    const viewer = await join();
    fastTier.close();
    await expect.poll(() => viewer.closed(), soon).toBe(byeCodes.leaving);
  });
});

describe("an upgrade", () => {
  it("that is for nobody is ended, and the fast tier asked without one says what it is", async () => {
    const asUpgrade = (path: string) =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
    for (const path of ["/", "/media/s1/live.m3u8", "/media/s1/fast/", "/media/../s1/fast", "/media/s1%2ffast"]) {
      expect(await sendRaw(site.port, asUpgrade(path), false)).toMatch(/^HTTP\/1\.1 404 /);
    }
    expect((await fetch(`${site.origin}/media/s1/fast`)).status).toBe(426);
  });

  it("that breaks off in the middle costs nothing", async () => {
    onAir().feed(5);
    for (let attempts = 0; attempts < 20; attempts++) {
      const socket = connect(site.port, "127.0.0.1");
      await once(socket, "connect");
      socket.write("GET /media/s1/fast HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      socket.destroy();
    }
    await expect.poll(() => fastTier.viewers("s1"), soon).toBe(0);
  });
});

/** Puts `s1` on air by another take; `feed` sends so many fragments. */
function onAir(overrides: Parameters<typeof createSource>[0] = {}) {
  const channel = channels.open("s1");
  const take = startTake(channel);
  const source = createSource(overrides);
  let n = 0;
  send(channel, take, n++, source.init);
  const feed = (count: number) => {
    for (let part = 0; part < count; part++) send(channel, take, n++, source.next());
  };
  return { channel, takeId: take.takeId, feed };
}

async function join(showId = "s1", headers: Record<string, string> = {}): Promise<FastViewer> {
  const viewer = await openFastViewer(site.origin, showId, headers);
  viewers.push(viewer);
  return viewer;
}

async function serve(capacity: number, seatsOfOne?: number): Promise<void> {
  site?.close();
  fastTier = new FastTier({ channels, capacity, seatsOfOne, isPublic: (showId) => showId !== "hidden" });
  const handle = createMediaHandler(channels);
  const server = createServer((request, response) => void handle(request, response));
  dispatchUpgrades(server, {
    doors: [fastTier],
    clients: new Clients({ trusted: [] }),
    bounds: { ofOne: 1000, unprovenOfOne: 1000 },
  });
  site = await listen(server);
}
