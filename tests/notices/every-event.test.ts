import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kinds, type NoticeKind } from "#lib/notices/kinds.ts";

const folder = join(import.meta.dirname, "..", "..", "prisma", "engine");
const sql = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
const schema = readFileSync(join(folder, "..", "schema.prisma"), "utf8");

/** What the buyer is written when the ledger says this, or why nothing is. */
const told: Record<string, NoticeKind[] | string> = {
  placed: ["served", "reserved", "basketReserved"],
  reserved: ["reserved", "basketReserved", "unlocked"],
  expired: ["holdExpired"],
  cancelled: ["cancelled", "converted", "released"],
  refunded: ["refunded"],
  refund_failed: ["refundFailed"],
  balance: ["balancePaid"],
  locked: ["locked"],
  ready: ["ready"],
  delivered: ["delivered"],
  credited: "money that moves with a conversion: the new order's receipt says what is paid",
  disputed: "the cardholder asked their bank for it, and hears from the bank",
  lost: "the bank tells the cardholder that it decided for them",
  reinstated: "the bank tells the cardholder that it decided against them",
  opened: "stock, no order",
  adjusted: "stock, no order",
  pooled: "stock, no order",
  unpooled: "stock, no order",
};

/** Mails that no entry of the ledger calls for, and what does. */
const otherwise: Partial<Record<NoticeKind, string>> = {
  transferAwaited: "a buyer chose to pay by bank transfer",
  lockReminder: "the clock",
  addressMissing: "the clock",
  addressCorrected: "staff put an address right",
  parcelSent: "staff sent a parcel",
  parcelReturned: "staff took a parcel back",
  answered: "the seller's answer to a letter",
  letterWaits: "a buyer's letter",
  promiseMoved: "a window that moved",
  balanceNear: "the clock",
  balanceFailed: "a charge that was declined",
  graceExtended: "staff",
  transferredAway: "staff gave the order to somebody else",
  transferredHere: "staff gave the order to somebody else",
};

test("every change of an order finds its mail, or the reason why there is none", () => {
  const named = sql.flatMap((text) =>
    [...text.matchAll(/append_ledger\([^,()]+(?:\.\w+)?, *'(\w+)'/g)].map(([, kind]) => kind),
  );
  const states = /enum PreorderState \{([^}]*)\}/.exec(schema)?.[1]?.trim().split(/\s+/) ?? [];
  const moves = states.filter((state) => state !== "HELD").map((state) => state.toLowerCase());
  expect([...new Set([...named, ...moves])].sort()).toEqual(Object.keys(told).sort());
});

test("every mail about an order is called for by something", () => {
  const called = new Set([
    ...Object.values(told).flatMap((each) => (typeof each === "string" ? [] : each)),
    ...Object.keys(otherwise),
  ]);
  const aboutOrders = Object.entries(kinds).filter(([, { facts }]) => "order" in facts.shape);
  expect(aboutOrders.map(([name]) => name).sort()).toEqual([...called].sort());
});
