import { describe, expect, it } from "vitest";
import { Channel } from "#lib/media/live/channel.ts";
import { Feed, type FeedTrouble } from "#lib/media/live/feed.ts";
import { send, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

/** A channel and a feed that takes its air, as sources other than browsers do. */
function openFeed() {
  let now = Date.UTC(2026, 10, 25);
  const channel = new Channel({ showId: "s1", now: () => now });
  const troubles: FeedTrouble["code"][] = [];
  const parts: { takeId: string; key: boolean }[] = [];
  let ready = 0;
  channel.listen({ part: ({ takeId, startsWithKeyframe: key }) => parts.push({ takeId, key }) });
  const feed = new Feed({
    now: () => now,
    onReady: () => {
      ready += 1;
    },
    onTrouble: (trouble) => troubles.push(trouble.code),
    openTake: () => {
      const { takeId, showKey: key } = channel.startTake({});
      let n = 0;
      return {
        accept: (bytes) => void channel.accept({ takeId, key, n: n++, bytes }),
        lost: () => channel.sourceLost(takeId),
      };
    },
  });
  return {
    ...{ channel, feed, troubles, parts },
    ready: () => ready,
    /** Five fragments a second, the first of them a key frame. */
    push: (bytes: Buffer) => {
      now += 200;
      feed.push(bytes);
    },
  };
}

describe("a feed", () => {
  it("is ready and known before anybody sees it", () => {
    const { feed, channel, push, parts, ready } = openFeed();
    const source = createSource();
    push(source.init);
    expect(ready()).toBe(1);
    for (let n = 0; n < 11; n += 1) push(source.next());
    expect(feed.isReady()).toBe(true);
    expect(feed.isOnAir()).toBe(false);
    expect(feed.figures()).toMatchObject({ width: 1280, height: 720, keyframeSeconds: 1 });
    expect(feed.figures().bitsPerSecond).toBeGreaterThan(100_000);
    expect(parts).toEqual([]);
    expect(channel.status(Date.UTC(2026, 10, 25))).toBe("waiting");
  });

  it("leaves the air to the source before it until its own next key frame", () => {
    const { feed, channel, push, parts } = openFeed();
    const [browser, source] = [createSource(), createSource()];
    const before = startTake(channel);
    send(channel, before, 0, Buffer.concat([browser.init, browser.take(5)]));
    push(Buffer.concat([source.init, source.take(2)]));
    feed.goOnAir();
    push(source.take(3));
    expect(send(channel, before, 1, browser.take(1))).toMatchObject({ accepted: 1 });
    expect(feed.isOnAir()).toBe(false);
    push(source.next());
    expect(feed.isOnAir()).toBe(true);
    expect(send(channel, before, 2, browser.take(1))).toMatchObject({ code: "late_take" });
    expect(parts.at(-1)).toMatchObject({ key: true });
    expect(parts.at(-1)?.takeId).not.toBe(before.takeId);
  });

  it("goes back to waiting when another source takes the air, and may come again", () => {
    const { feed, channel, push, troubles, parts } = openFeed();
    const source = createSource();
    feed.goOnAir();
    push(Buffer.concat([source.init, source.take(5)]));
    startTake(channel);
    push(source.take(5));
    expect(troubles).toEqual(["late_take"]);
    expect(feed.isOnAir()).toBe(false);
    expect(feed.isReady()).toBe(true);
    const count = parts.length;
    feed.goOnAir();
    push(source.take(5));
    expect(feed.isOnAir()).toBe(true);
    expect(parts.length).toBe(count + 5);
  });

  it("begins a new take when its program was started again", () => {
    const { feed, push, parts } = openFeed();
    const [first, second] = [createSource(), createSource()];
    feed.goOnAir();
    push(Buffer.concat([first.init, first.take(5)]));
    feed.renew();
    push(Buffer.concat([second.init, second.take(5)]));
    expect(new Set(parts.map(({ takeId }) => takeId)).size).toBe(2);
    expect(parts).toHaveLength(10);
  });

  it("says that its bytes are no stream, once, and leaves the air", () => {
    const { feed, push, troubles } = openFeed();
    const source = createSource();
    feed.goOnAir();
    push(Buffer.concat([source.init, source.take(5)]));
    push(Buffer.from("this is not a box, whatever it may be"));
    push(source.take(1));
    expect(troubles).toEqual(["not_fragmented_mp4"]);
    expect(feed.isOnAir()).toBe(false);
  });

  it("stays off the air of a show that is over", () => {
    const { feed, channel, push, troubles } = openFeed();
    const source = createSource();
    channel.endShow();
    feed.goOnAir();
    push(Buffer.concat([source.init, source.take(5)]));
    expect(troubles).toEqual(["show_ended"]);
    expect(feed.isOnAir()).toBe(false);
  });
});
