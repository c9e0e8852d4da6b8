import { describe, expect, it } from "vitest";
import { offerNow } from "#components/preorders/checkout/offer.ts";
import { isLost, placeStory } from "#components/queue/place-story.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop, QueueEntry } from "#lib/live/contract.ts";

const opensAt = "2026-11-25T12:00:00.000Z";
const opening = Date.parse(opensAt);
const id = "01900000-0000-7000-8000-000000000001";

const drop: LiveDrop = {
  ...{ id, showId: id, editionId: id, title: "Ten", mode: "FIRST_COME", units: 10, perPersonLimit: 2, seconds: 300 },
  ...{
    holdSeconds: 60,
    challenge: false,
    left: 0,
    held: 4,
    sold: 6,
    waiting: 5,
    wanted: 6,
    firstUnits: 10,
    nextUnits: 16,
  },
  ...{ status: "OPEN", opensAt, closesAt: "2026-11-25T12:05:00.000Z", pausedAt: null, pausedForVideo: false },
  ...{ seedHash: null, seed: null, version: 9 },
};
const place: QueueEntry = {
  ...{ id, editionId: id, dropId: id, quantity: 1, state: "WAITING", place: 12, unitsBefore: 11 },
  ...{ reason: null, preorderId: null },
};
const edition: EditionView = {
  ...{
    id,
    sku: "TEN",
    name: "Ten",
    summary: "",
    facts: "",
    variantGroup: "",
    option: "",
    swatch: null,
    image: null,
    priceMinor: 100,
    depositMinor: 10,
    currency: "CNY",
  },
  ...{ taxBp: 0, prices: [], goals: [] },
  ...{ perPersonLimit: 2, refundDays: 7, holdSeconds: 300, offerSeconds: 1800, lockDeadlineDays: null },
  ...{ addressLockDays: 14, weightGrams: null, coolingOffExemption: null, balanceDueOn: null, balanceGraceDays: 7 },
  ...{
    salesOpen: true,
    opensInShow: false,
    total: 100,
    available: 90,
    pooled: 0,
    held: 4,
    sold: 6,
    seq: 1,
    nextWindow: null,
    waves: [],
  },
};

describe("what a place comes to", () => {
  it("before the opening is a draw or a number, by the rule of the drop", () => {
    const armed = { ...drop, status: "ARMED" } as const;
    expect(placeStory(place, armed, opening - 1000).kind).toBe("numbered");
    expect(placeStory(place, { ...armed, mode: "SHUFFLED" }, opening - 1000).kind).toBe("draw");
    expect(placeStory(place, armed, opening).kind).toBe("opening");
    expect(placeStory(place, { ...armed, pausedAt: opensAt }, opening + 1000).kind).toBe("numbered");
    expect(placeStory(place, { ...armed, opensAt: null, closesAt: null }, opening).kind).toBe("numbered");
  });

  it("in an open drop follows from the units that can still go out", () => {
    expect(placeStory(place, drop, opening)).toEqual({ kind: "ifReturned", unitsAhead: 1 });
    expect(placeStory({ ...place, unitsBefore: 14 }, drop, opening)).toEqual({ kind: "cannotWin", unitsAhead: 4 });
    expect(placeStory({ ...place, unitsBefore: 13 }, drop, opening).kind).toBe("ifReturned");
    expect(placeStory({ ...place, unitsBefore: 10 }, { ...drop, left: 1 }, opening).kind).toBe("win");
  });

  it("is not given up while people who left may have stood before it", () => {
    const behind = { ...place, unitsBefore: 14 };
    expect(placeStory(behind, { ...drop, wanted: 5 }, opening).kind).toBe("ifReturned");
    expect(placeStory({ ...behind, unitsBefore: 15 }, { ...drop, wanted: 5 }, opening).kind).toBe("cannotWin");
  });

  it("tells a drop that is over from one that was taken back, and names any other reason", () => {
    const closed = { ...place, state: "CLOSED", reason: "drop_over" } as const;
    expect(placeStory(closed, { ...drop, status: "CLOSED" }, opening).kind).toBe("over");
    expect(placeStory(closed, { ...drop, status: "PREPARED" }, opening).kind).toBe("takenBack");
    const limited = placeStory({ ...closed, reason: "over_limit" }, drop, opening);
    expect(limited).toEqual({ kind: "refused", reason: "over_limit" });
    expect(isLost(limited)).toBe(true);
    expect(isLost(placeStory({ ...place, state: "SERVED", preorderId: id }, drop, opening))).toBe(false);
  });

  it("on a waitlist needs no drop", () => {
    expect(placeStory({ ...place, dropId: null }, undefined, opening).kind).toBe("waitlist");
  });
});

describe("the one button", () => {
  const asked = { edition, quantity: 1, isFull: false };

  it("takes a place in an armed drop, and does nothing in a paused one", () => {
    expect(offerNow({ ...asked, drop: { ...drop, status: "ARMED" } })).toEqual({
      act: "line",
      dropId: id,
      takesCode: true,
    });
    expect(offerNow({ ...asked, drop: { ...drop, status: "ARMED", pausedAt: opensAt } }).act).toBe("none");
    expect(offerNow({ ...asked, drop: { ...drop, left: 3, pausedAt: opensAt } }).act).toBe("none");
  });

  it("buys from an open drop while there are units, and then waits as long as one could come back", () => {
    expect(offerNow({ ...asked, drop: { ...drop, left: 1 } })).toEqual({ act: "order", dropId: id, takesCode: false });
    const waiting = { ...drop, wanted: 3 };
    expect(offerNow({ ...asked, drop: waiting })).toEqual({ act: "line", dropId: id, takesCode: false });
    expect(offerNow({ ...asked, drop: waiting, isFull: true }).dropId).toBeNull();
    expect(offerNow({ ...asked, drop: { ...drop, wanted: 4 } }).dropId).toBeNull();
  });

  it("goes on with the shop where the drop has nothing more: its units, else its waitlist", () => {
    const over = { ...drop, status: "CLOSED" } as const;
    expect(offerNow({ ...asked, drop: over })).toEqual({ act: "order", dropId: null, takesCode: false });
    const soldOut = { ...edition, available: 0 };
    expect(offerNow({ ...asked, drop: over, edition: soldOut })).toEqual({
      act: "waitlist",
      dropId: null,
      takesCode: true,
    });
  });

  it("offers the waitlist of what was taken off sale by hand, but none before the first sale or for a drop's own units", () => {
    const shop = { ...asked, drop: undefined };
    expect(offerNow({ ...shop, edition: { ...edition, salesOpen: false } }).act).toBe("waitlist");
    expect(offerNow({ ...shop, edition: { ...edition, salesOpen: false, opensInShow: true } }).act).toBe("none");
    expect(offerNow({ ...shop, edition: { ...edition, salesOpen: false, held: 0, sold: 0 } }).act).toBe("none");
    expect(offerNow({ ...shop, edition: { ...edition, available: 0, pooled: 10 } }).act).toBe("none");
  });
});
