import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFacts, anyStory, moving, notYetMoving, Walk, walk } from "./player-walk.ts";

const viewersActs = ["toggle", "playOutside", "goLive", "seek"];

describe("a player, whatever happens to it", () => {
  it("has one source at a time, and does nothing to one that it let go of", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expect(walk(story).faults).toEqual([]);
      }),
    );
  });

  it("takes no word of a source that it let go of", () => {
    fc.assert(
      fc.property(anyStory, anyFacts, (story, facts) => {
        const walked = walk(story);
        const { source, candidate, nextId } = walked.machine;
        for (let id = 1; id < nextId; id++) {
          if (id === source || id === candidate?.id) continue;
          const before = walked.machine;
          expect(walked.hear({ type: "ready", id }, facts)).toEqual([]);
          expect(walked.hear({ type: "trouble", id, trouble: "lost" }, facts)).toEqual([]);
          expect(walked.hear({ type: "unseekable", id, streamMs: 1 }, facts)).toEqual([]);
          expect(walked.machine).toBe(before);
        }
      }),
    );
  });

  it("is told twice what it knows, and changes nothing", () => {
    const asks = ["toggle", "playOutside", "goLive", "seek", "returned", "resume", "judgeLine", "unseekable"];
    fc.assert(
      fc.property(anyStory, (story) => {
        walk(story, (walked, { event, facts }) => {
          if (asks.includes(event.type) || event.type === "tick" || event.type === "look") return;
          const before = walked.machine;
          const again = walked.hear(event, facts);
          expect(again.filter((effect) => "id" in effect)).toEqual([]);
          expect(walked.machine).toEqual(before);
        });
      }),
    );
  });

  it("plays nothing by itself while the viewer has paused", () => {
    const paused = { isPaused: true, pause: { since: 0, clock: null, isWished: true } };
    fc.assert(
      fc.property(anyStory, ({ start, steps }) => {
        const held = steps.map((step) => ({ ...step, facts: { ...step.facts, ...paused } }));
        walk({ start, steps: held }, (walked, { event, facts }) => {
          if (viewersActs.includes(event.type)) return;
          const acts = walked.hear(event, facts).map((effect) => effect.do);
          expect(acts).not.toContain("play");
          expect(acts).not.toContain("lift");
        });
      }),
    );
  });

  it("has a picture soon after the viewer wanted the live one, though no fast line ever answers", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const walked = walk({ ...story, start: { ...story.start, isReplay: false } });
        walked.hear({ type: "onAir", isOnAir: true });
        walked.hear({ type: "goLive" });
        walked.pass(2700);
        expect(walked.machine.source).not.toBeNull();
        expect(walked.machine.shown.tier).toMatch(/^(fast|hls|audio)$/);
      }),
    );
  });

  it("stays with nothing that should move and does not: the fast line gives way, the rest is played again", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const walked = walk(story);
        walked.hear({ type: "onAir", isOnAir: true });
        walked.hear({ type: "playback" });
        walked.pass(2700, notYetMoving, { isPaused: true });
        const { tier } = walked.machine.shown;
        const done = walked.pass(6300, notYetMoving, { isPaused: true }).map((effect) => effect.do);
        expect(done).toContain(tier === "fast" ? "attachPlaylist" : "play");
      }),
    );
  });
});

describe("a player", () => {
  it("waits two and a half seconds for the fast line while pictures come, then plays HLS", () => {
    const player = new Walk();
    player.pass(2500, notYetMoving);
    expect(player.machine.source).toBeNull();
    player.pass(200, notYetMoving);
    expect(player.machine.shown.tier).toBe("hls");
    const early = new Walk({ isOnAir: false });
    early.pass(60_000, notYetMoving);
    expect(early.machine).toMatchObject({ source: null, candidate: { id: 1 } });
  });

  it("keeps the picture that plays until the fast line has one, and freezes it for the change", () => {
    const player = onHls();
    const slow = player.machine.source;
    player.pass(61_000);
    expect(player.machine).toMatchObject({ source: slow, candidate: { since: expect.any(Number) } });
    player.openFast();
    expect(player.machine).toMatchObject({ candidate: null, shown: { tier: "fast" } });
    expect(player.done.slice(-5).map((effect) => effect.do)).toEqual([
      ...["freeze", "detach", "forgetStalls", "attach", "spare"],
    ]);
  });

  it("begins again what has not moved six seconds after it should, not what nobody waits for", () => {
    const player = onFast();
    player.pass(6000, notYetMoving);
    expect(player.machine.shown.tier).toBe("fast");
    player.pass(200, notYetMoving);
    expect(player.machine.shown.tier).toBe("hls");
    for (const [onAir, facts] of [
      [false, {}],
      [true, { isHidden: true }],
      [true, { isPaused: true, pause: { since: 0, clock: null, isWished: false } }],
    ] as const) {
      const idle = onFast();
      idle.hear({ type: "onAir", isOnAir: onAir });
      idle.pass(7000, notYetMoving, facts);
      expect(idle.machine.shown.tier).toBe("fast");
    }
  });

  it("counts from when the picture should move, not from when its source was taken up", () => {
    const player = onFast();
    player.hear({ type: "onAir", isOnAir: false });
    player.pass(30_000, notYetMoving);
    player.hear({ type: "onAir", isOnAir: true });
    player.pass(5900, notYetMoving);
    expect(player.machine.shown.tier).toBe("fast");
  });

  it("lets go of a fast line that nobody sees for eight seconds, and begins anew when they are back", () => {
    const player = onFast();
    player.pass(8200, moving, { isHidden: true, isMuted: true });
    expect(player.machine).toMatchObject({ source: null, shown: { tier: "fast" } });
    player.hear({ type: "returned", what: "viewer" });
    player.hear({ type: "resume" });
    expect(player.machine.candidate).not.toBeNull();
    const heard = onFast();
    heard.pass(60_000, moving, { isHidden: true });
    expect(heard.machine.source).not.toBeNull();
  });

  it("asks for nothing, in any tier and with no line that is only tried, while nobody sees or hears it", () => {
    for (const away of [
      { isHidden: true, isMuted: true },
      { isPaused: true, wantsTap: true },
    ]) {
      for (const player of [onFast(), onHls(), new Walk({ wantsSound: true }), new Walk({ isOnAir: false })]) {
        player.pass(8200, moving, away);
        expect(player.machine).toMatchObject({ source: null, candidate: null });
        player.pass(120_000, notYetMoving, away);
        expect(player.machine).toMatchObject({ source: null, candidate: null });
        player.hear({ type: "returned", what: "viewer" });
        player.hear({ type: "resume" });
        player.pass(2700, notYetMoving);
        expect(player.machine.source ?? player.machine.candidate).not.toBeNull();
      }
    }
    const past = onFast();
    past.hear({ type: "seek", streamMs: 999_000_000 });
    past.pass(60_000, moving, { isHidden: true, isMuted: true });
    expect(past.machine).toMatchObject({ wantsPast: true, shown: { tier: "dvr" } });
    expect(past.machine.source).not.toBeNull();
  });

  it("comes back from a pause that the browser made and left, in either tier", () => {
    const away = { isHidden: true, isMuted: true, isPaused: true, pause: { since: 0, clock: 1, isWished: false } };
    for (const player of [onFast(), onHls()]) {
      player.pass(20_000, notYetMoving, away);
      const back = { ...away, isHidden: false };
      player.hear({ type: "returned", what: "viewer" }, back);
      player.hear({ type: "resume" }, back);
      player.pass(1000, notYetMoving, back);
      player.openFast();
      expect(player.machine.source).not.toBeNull();
      player.pass(200);
      player.openFast();
      expect(player.machine.shown.tier).toBe("fast");
    }
  });

  it("of a crowd comes back to the fast tier one after another when the host does", () => {
    const backAfter = (facts: { isCrowd: boolean; chance: number }) => {
      const player = onHls();
      player.hear({ type: "onAir", isOnAir: false });
      player.hear({ type: "onAir", isOnAir: true }, facts);
      for (let waited = 0; waited < 5000; waited += 100) {
        player.pass(100);
        if (player.machine.candidate) return waited;
      }
      return null;
    };
    expect(backAfter({ isCrowd: false, chance: 1 })).toBe(0);
    expect(backAfter({ isCrowd: true, chance: 0 })).toBe(0);
    expect(backAfter({ isCrowd: true, chance: 1 })).toBe(1500);
  });

  it("plays in the next way what it cannot play in one, then the pictures alone, then says so and is ready for another kind", () => {
    const player = new Walk({ ways: ["mse", "native", "picture"], canPlayFast: false });
    const ways = () => player.done.flatMap((effect) => (effect.do === "attachPlaylist" ? effect.way : []));
    const fail = () => player.hear({ type: "unplayable", id: player.machine.source ?? 0, why: "codec" });
    fail();
    fail();
    expect(ways()).toEqual(["mse", "native", "picture"]);
    expect(player.machine.shown).toMatchObject({ tier: "hls", isSoundless: true, cannotPlay: null });
    fail();
    expect(player.machine).toMatchObject({ source: null, shown: { cannotPlay: "codec", isSoundless: false } });
    player.hear({ type: "onAir", isOnAir: false });
    player.hear({ type: "onAir", isOnAir: true });
    expect(ways()).toEqual(["mse", "native", "picture", "mse"]);
    expect(player.machine.shown.cannotPlay).toBe("codec");
    player.hear({ type: "look", look: moving });
    expect(player.machine.shown.cannotPlay).toBeNull();
  });

  it("asks for nothing by itself once it said that it cannot play", () => {
    const player = new Walk();
    player.hear({ type: "trouble", id: player.machine.candidate?.id ?? 0, trouble: "lost" });
    for (const _ of [1, 2]) player.hear({ type: "unplayable", id: player.machine.source ?? 0, why: "codec" });
    expect(player.machine.shown.cannotPlay).toBe("codec");
    const before = player.done.length;
    player.pass(600_000, notYetMoving, { hasPicture: false });
    player.hear({ type: "playback" });
    expect(player.done.slice(before).map((effect) => effect.do)).not.toContain("openFast");
    expect(player.done.slice(before).map((effect) => effect.do)).not.toContain("attachPlaylist");
    player.hear({ type: "goLive" });
    expect(player.machine.candidate ?? player.machine.source).not.toBeNull();
  });

  it("goes on at its moment of a recording in the next way, and has no recording without its sound", () => {
    const player = onFast();
    player.hear({ type: "seek", streamMs: 999_000_000 });
    player.hear({ type: "unplayable", id: player.machine.source ?? 0, why: "decoder" });
    expect(player.machine).toMatchObject({ source: null, shown: { tier: "dvr", cannotPlay: "decoder" } });
    const native = new Walk({ ways: ["mse", "native"], isReplay: true });
    native.hear({ type: "unplayable", id: 1, why: "decoder" }, { behindMs: 60_000 });
    const replay = { do: "attachPlaylist", name: "replay", way: "native", startMs: 1_000_000_000 - 60_000 };
    expect(native.done.at(-1)).toMatchObject(replay);
  });

  it("goes down to key pictures when the slower tier stalls again and again, offers the sound when those do, and tries the whole again", () => {
    const player = onHls();
    const stall = { ...moving, isMoving: false, begun: true, lastedMs: 500, isOften: true };
    const levels = () => player.done.flatMap((effect) => (effect.do === "setThin" ? effect.isThin : []));
    player.hear({ type: "look", look: { ...stall, isOften: false } });
    expect(levels()).toEqual([]);
    player.hear({ type: "look", look: stall });
    expect(levels()).toEqual([true]);
    expect(player.machine.shown.isThin).toBe(false);
    player.pass(29_000);
    player.hear({ type: "look", look: { ...stall, isOften: false } });
    player.pass(29_000);
    expect(levels()).toEqual([true]);
    player.pass(2000);
    expect(levels()).toEqual([true, false]);
    player.hear({ type: "look", look: stall });
    player.hear({ type: "look", look: stall });
    expect(levels()).toEqual([true, false, true]);
    expect(player.machine.shown.isThin).toBe(true);
    player.pass(59_000);
    expect(levels()).toEqual([true, false, true]);
  });

  it("begins with key pictures where the fast line was too slow, or the browser knows that its line is thin", () => {
    const isThin = ({ done }: Walk) => done.flatMap((effect) => (effect.do === "attachPlaylist" ? effect.isThin : []));
    const slow = onFast();
    slow.hear({ type: "trouble", id: 1, trouble: "slow" });
    expect(isThin(slow)).toEqual([true]);
    expect(isThin(new Walk({ canPlayFast: false, isThin: true }))).toEqual([true]);
    expect(isThin(onHls())).toEqual([false]);
  });

  it("waits for a seat as long as the server says", () => {
    const player = new Walk();
    player.hear({ type: "trouble", id: 1, trouble: "full", againMs: 300_000 });
    player.pass(299_000);
    expect(player.machine.candidate).toBeNull();
    player.pass(1200);
    expect(player.machine.candidate).not.toBeNull();
  });

  it("does not hold against the line what broke behind the viewer's back, and tries it again at once", () => {
    const player = onFast();
    player.hear({ type: "returned", what: "viewer" });
    player.at += 1000;
    player.hear({ type: "trouble", id: player.machine.source ?? 0, trouble: "lost" });
    expect(player.machine).toMatchObject({ shown: { tier: "hls" }, choice: { failures: 0, fastAgainAt: player.at } });
    player.pass(200);
    expect(player.machine.candidate).not.toBeNull();
  });

  it("changes to HLS when the fast picture stands for a second and a half, or too often", () => {
    const stalls = { ...moving, isMoving: false, begun: true, lastedMs: 500 };
    const once = onFast();
    once.hear({ type: "look", look: { ...stalls, begun: false, lastedMs: 1600 } });
    expect(once.machine.shown.tier).toBe("hls");
    const often = onFast();
    for (let time = 0; time < 3; time++) {
      often.hear({ type: "look", look: stalls });
      often.at += 5000;
    }
    expect(often.machine).toMatchObject({ hasStalled: true, shown: { tier: "hls" } });
    const hidden = onFast();
    hidden.hear({ type: "look", look: { ...stalls, lastedMs: 1600 } }, { isHidden: true });
    expect(hidden.machine).toMatchObject({ hasStalled: false, shown: { tier: "fast" } });
  });

  it("goes back into the show within its recording, and to now by any moment that is nearly now", () => {
    const player = onFast();
    player.hear({ type: "seek", streamMs: 999_000_000 });
    expect(player.machine).toMatchObject({ wantsPast: true, shown: { tier: "dvr" } });
    const past = player.machine.source ?? 0;
    expect(player.hear({ type: "seek", streamMs: 999_100_000 })).toEqual([
      { do: "lift" },
      { do: "seek", id: past, streamMs: 999_100_000 },
    ]);
    player.hear({ type: "unseekable", id: past, streamMs: 999_100_000 });
    expect(player.machine.source).toBeGreaterThan(past);
    player.hear({ type: "seek", streamMs: 999_998_000 });
    expect(player.machine).toMatchObject({ wantsPast: false, candidate: { since: player.at } });
  });

  it("goes on where the viewer stopped for long, and with now where the browser did", () => {
    const stopped = (isWished: boolean) => ({ isPaused: true, pause: { since: 0, clock: 999_000_000, isWished } });
    const player = onFast();
    player.at = 9000;
    player.hear({ type: "toggle" }, stopped(true));
    expect(player.machine.shown.tier).toBe("dvr");
    const browser = onFast();
    browser.at = 9000;
    const acts = browser.hear({ type: "toggle" }, stopped(false)).map((effect) => effect.do);
    expect(acts).toEqual(["lift", "play", "lift", "goLive"]);
  });

  it("asks a line that brought nothing newer to prove itself beside another", () => {
    const player = onFast();
    player.hear({ type: "returned", what: "network" });
    expect(player.hear({ type: "resume" }, { behindMs: 5000 })).toMatchObject([{ do: "goLive" }]);
    player.hear({ type: "judgeLine" }, { behindMs: 5000 });
    expect(player.machine).toMatchObject({ source: 1, candidate: { id: 2 } });
  });
});

function onFast(): Walk {
  const player = new Walk();
  player.openFast();
  player.hear({ type: "look", look: moving });
  return player;
}

function onHls(): Walk {
  const player = onFast();
  player.hear({ type: "trouble", id: 1, trouble: "lost" });
  player.hear({ type: "look", look: moving });
  return player;
}
