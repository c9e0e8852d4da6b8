import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsOf, createLadder, isWorthLeavingOut, lastRung, rungs } from "#components/media/broadcast/ladder.ts";

/** A host whose line carries so many bits a second, looked at once a second. Returns where the ladder stood. */
function broadcast(seconds: number, carries: (second: number) => number) {
  let at = 0;
  const ladder = createLadder(() => at);
  const stood: number[] = [];
  const behind: number[] = [];
  let waiting: { madeIn: number; bits: number }[] = [];
  for (let second = 0; second < seconds; second++) {
    at += 1000;
    const line = carries(second);
    waiting.push({ madeIn: second, bits: bitsOf(rungs[ladder.rung()] ?? rungs[0]) });
    waiting = deliver(waiting, line);
    const secondsBehind = waiting[0] ? second - waiting[0].madeIn + 0.5 : 0;
    const waitingBytes = waiting.reduce((sum, { bits }) => sum + bits / 8, 0);
    const look = { secondsBehind, waitingBytes, carries: line > 0 ? line : undefined, isDelivering: line > 0 };
    if (ladder.look(look) !== undefined && isWorthLeavingOut(look)) waiting = [];
    stood.push(ladder.rung());
    behind.push(secondsBehind);
  }
  return { stood, behind };
}

function deliver(waiting: { madeIn: number; bits: number }[], carried: number) {
  let left = carried;
  return waiting.flatMap((piece) => {
    const bits = piece.bits - Math.min(left, piece.bits);
    left -= piece.bits - bits;
    return bits > 0 ? [{ ...piece, bits }] : [];
  });
}

describe("the ladder of quality", () => {
  it("stands at the best picture on a line that carries it", () => {
    expect(new Set(broadcast(600, () => 6e6).stood)).toEqual(new Set([0]));
  });

  it("steps down to what the line carries, and what waits gets less again", () => {
    const { stood, behind } = broadcast(60, () => 1_250_000);
    expect(rungs[stood.at(-1) ?? 0]).toMatchObject({ pictureBits: 600_000 });
    expect(Math.max(...behind)).toBeLessThan(8);
    expect(behind.at(-1)).toBeLessThan(1);
  });

  it("keeps the sound and a picture a second on a line that carries no moving picture", () => {
    expect(broadcast(60, () => 200_000).stood.at(-1)).toBe(lastRung);
  });

  it("takes a line that is cut for cut, not for slow", () => {
    expect(broadcast(60, (second) => (second > 20 && second < 40 ? 0 : 20e6)).stood.every((rung) => rung === 0)).toBe(
      true,
    );
  });

  it("waits before it lowers the picture on a line of 10.8 Mbit/s that something else holds up, and then goes down one rung only", () => {
    let at = 0;
    const ladder = createLadder(() => at);
    const heldUp = (second: number) => {
      at += 1000;
      const look = { secondsBehind: 2 + second, waitingBytes: 500_000 + second * 300_000 };
      return ladder.look({ ...look, carries: 10_800_000, isDelivering: true });
    };
    const steps = Array.from({ length: 12 }, (_, second) => heldUp(second));
    expect(steps.slice(0, 6)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
    expect(steps.filter((step) => step !== undefined)).toEqual([1]);
  });

  it("goes up a rung after a calm minute, and back to the best when the line is", () => {
    const { stood } = broadcast(400, (second) => (second < 30 ? 1_400_000 : 8e6));
    const lowest = Math.max(...stood);
    expect(lowest).toBeGreaterThan(1);
    expect(stood.at(-1)).toBe(0);
    const firstClimb = stood.findIndex((rung, second) => rung < (stood[second - 1] ?? 0));
    expect(firstClimb).toBeGreaterThan(60);
  });

  it("does not go to and fro on a line that carries a little less than the next rung", () => {
    const { stood } = broadcast(3600, () => 1_600_000);
    const changes = stood.filter((rung, second) => second > 0 && rung !== stood[second - 1]).length;
    expect(changes).toBeLessThan(26);
  });

  it("never lets the show fall far behind while the line carries the lowest rung, whatever it does", () => {
    const line = fc.array(fc.integer({ min: 400_000, max: 6_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(line, (levels) => {
        const { behind } = broadcast(levels.length * 30, (second) => levels[Math.floor(second / 30)] ?? 0);
        expect(Math.max(...behind)).toBeLessThan(14);
      }),
    );
  });
});
