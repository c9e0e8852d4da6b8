import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type FactsOf, kinds, type NoticeKind } from "#lib/notices/kinds.ts";
import { mailHtml } from "#lib/notices/mail-html.ts";
import { mailColours } from "#lib/notices/mail-look.ts";
import { mailText } from "#lib/notices/mail-text.ts";
import { sayFor } from "#lib/notices/say.ts";
import { balanceFailure } from "#lib/rail-names.ts";
import { locales } from "#lib/words/locale.ts";
import { readerOf } from "#lib/words/reader.ts";

const order = {
  id: "0190a000-0000-7000-8000-000000000001",
  number: "AB12-CD34",
  product: "Petrel",
  edition: "Founders",
  quantity: 2,
  currency: "KWD",
  totalMinor: 65_980_000,
  taxMinor: 5_000_000,
  city: "Shanghai",
  depositMinor: 4_000_000,
  window: { start: "2028-05-01", end: "2028-05-20" },
  link: "https://live.example.com/preorders/x?key=a.b",
  deadlines: {
    refundableUntil: "2027-01-01T10:00:00.000Z",
    lockBy: "2027-02-01T10:00:00.000Z",
    isOpen: true,
    isGone: false,
    sequence: 3,
  },
};

const site = "https://live.example.com";
const show = { showId: order.id, title: "Launch", link: `${site}/shows/launch` };
const examples: { [Name in NoticeKind]: FactsOf<Name>[] } = {
  confirmAddress: [{ link: `${site}/confirm-address?account=x&key=a.b` }],
  accountExists: [{ signIn: `${site}/sign-in?email=a`, forgotten: `${site}/forgotten-password?email=a` }],
  setPassword: [{ link: `${site}/set-password?token=x` }],
  mailTrial: [{ shop: "Petrel", link: `${site}/settings` }],
  invitation: [
    { link: `${site}/join?token=x`, inviter: "Mara", shop: "Petrel", role: "producer", show: "Launch" },
    { link: `${site}/join?token=x`, inviter: "Mara", shop: "Petrel", role: "finance", show: null },
  ],
  showMoved: [{ ...show, from: "2027-01-01T10:00:00.000Z", to: "2027-01-08T10:00:00.000Z", sequence: 1 }],
  showCancelled: [true, false].map((ordered) => ({ ...show, at: "2027-01-01T10:00:00.000Z", ordered, sequence: 2 })),
  passwordChanged: [{ forgotten: `${site}/forgotten-password?email=a` }],
  served: [{ order, payBy: "2027-01-01T10:15:00.000Z" }],
  transferAwaited: [
    {
      ...{ order, amountMinor: 4_000_000, reference: "LR-AB12-CD34-EF56" },
      ...{ instructions: "Example Bank\nIBAN DE00", payBy: "2027-01-04T10:00:00.000Z" },
    },
    { order, amountMinor: 4_000_000, reference: "LR-AB12-CD34-EF56", instructions: null, payBy: null },
    { order, others: [order], amountMinor: 8_000_000, reference: "LR-AB12-CD34-EF56", instructions: null, payBy: null },
  ],
  mailedCode: (["signIn", "orders", "newAddress", "erase", "prove"] as const).map((purpose) => ({
    code: "012345",
    purpose,
  })),
  letterWaits: [{ order, letter: "Does it float?\n\nYours, Jo", desk: `${site}/ops/letters` }],
  talkAnswered: (["dismissed", "removed", "silenced", "kept", "lifted"] as const).map((outcome) => ({
    ...{ show: "A launch", about: "buy it from me", outcome, statement: outcome === "kept" ? "" : "It was an offer." },
    page: `${site}/talk`,
  })),
  questionAnswered: [
    { title: "Launch", question: "When does it ship?", answer: "", seconds: 2472, link: `${site}/shows/launch#at-1` },
    {
      title: "Launch",
      question: "When does it ship?",
      answer: "In March.\n\nFrom Lyon.",
      seconds: null,
      link: `${site}/shows/launch`,
    },
  ],
  answered: [{ order, answer: "It leaves on Monday.\n\nYours, the shop" }],
  addressChanged: [{}],
  factorsChanged: (["added", "removed", "codesRenewed", "codeUsed", "reset"] as const).map((change) => ({
    ...{ change, name: change === "removed" ? "Work laptop" : "", page: "https://shop.example/account/factors" },
  })),
  addressMissing: [
    { order, lockAt: "2027-02-01T00:00:00.000Z" },
    { order, lockAt: null },
  ],
  addressCorrected: [{ order, reason: "You wrote that the number was wrong." }],
  parcelSent: [
    { order, carrier: "DHL", tracking: "00340434161094021501" },
    { order, carrier: "顺丰", tracking: "" },
  ],
  parcelReturned: [{ order, carrier: "DHL", reason: "Nobody of that name lives there." }],
  accountErased: [{ openOrders: 0 }, { openOrders: 1 }, { openOrders: 2 }],
  reserved: [
    { order, paidMinor: 4_000_000 },
    {
      order: { ...order, window: null, deadlines: { ...order.deadlines, refundableUntil: null, lockBy: null } },
      paidMinor: 0,
    },
  ],
  basketReserved: [
    { order, others: [{ ...order, lacksAddress: true }], paidMinor: 8_000_000 },
    { order, others: [order, order], paidMinor: 0 },
  ],
  holdExpired: [{ order, productLink: "https://live.example.com/products/petrel" }],
  cancelled: [
    ...(["stripe", "manual", "test", null] as const).map((rail) => ({ order, refundMinor: 4_000_000, rail })),
    { order, refundMinor: 0, rail: null },
    { order, refundMinor: 4_000_000, rail: "stripe", reason: "Bought to be sold on." },
  ],
  transferredAway: [{ order, reason: "Given to her sister." }],
  transferredHere: [{ order, paidMinor: 4_000_000, reason: "Given to her sister." }],
  converted: [
    { ...{ order, newNumber: "EF56-AB78", newLink: order.link, creditMinor: 4_000_000 }, refundMinor: 0, rail: null },
    { ...{ order, newNumber: "EF56-AB78", newLink: order.link, creditMinor: 0 }, refundMinor: 1000, rail: "stripe" },
  ],
  refunded: (["cancelled", "tooLate", "seller"] as const).flatMap((cause) =>
    (["stripe", "manual", "test", null] as const).map((rail) => ({
      ...{ order, amountMinor: 4_000_000, rail, reference: rail && "re_1", cause },
    })),
  ),
  refundFailed: [{ order, amountMinor: 4_000_000 }],
  lockReminder: [24, 2, 1].map((hours) => ({ order, hours, lockBy: order.deadlines.lockBy })),
  locked: ["2028-03-01", null].map((balanceDueOn) => ({
    ...{ order, paidMinor: 4_000_000, undoUntil: "2027-01-01T10:15:00.000Z", balanceDueOn },
  })),
  unlocked: [{ order }],
  promiseMoved: [
    { order, before: { start: "2028-04-01", end: "2028-04-20" }, after: order.window, reason: "The mould cracked." },
    { order, before: null, after: order.window, reason: "The mould cracked." },
  ],
  balanceNear: [null, "Visa •• 4242"].map((method) => ({
    ...{ order, owedMinor: 61_980_000, dueAt: "2028-03-01T00:00:00.000Z", method },
  })),
  balanceFailed: balanceFailure.unwrap().options.flatMap((failure) => [
    {
      ...{ order, owedMinor: 1000, failure, method: "Visa •• 4242" },
      nextTryAt: "2028-03-02T00:00:00.000Z",
      graceUntil: null,
    },
    { ...{ order, owedMinor: 1000, failure, method: null }, nextTryAt: null, graceUntil: "2028-03-12T00:00:00.000Z" },
  ]),
  balancePaid: [null, "Visa •• 4242"].map((method) => ({ order, amountMinor: 61_980_000, method })),
  graceExtended: [{ order, owedMinor: 1000, graceUntil: "2028-03-12T00:00:00.000Z", reason: "Their bank is closed." }],
  released: [
    { order, keptMinor: 0, refundMinor: 4_000_000, rail: "stripe", reason: "No answer." },
    { order, keptMinor: 4_000_000, refundMinor: 0, rail: null, reason: "" },
  ],
  ready: [{ order, paidMinor: 4_000_000 }],
  delivered: [{ order }],
};

describe.each(locales)("in %s", (locale) => {
  const say = sayFor({ locale, timeZone: "Asia/Kathmandu" });
  it.each(Object.keys(kinds))("%s is written in full, as text and as HTML", (name) => {
    const known = Object.entries(kinds).find(([each]) => each === name);
    const facts = Object.entries(examples).find(([each]) => each === name)?.[1] ?? [];
    expect(facts.length).toBeGreaterThan(0);
    for (const each of facts) {
      const mail = known?.[1].write(JSON.parse(JSON.stringify(each)), say);
      if (!mail) throw new Error(`${name} was not written`);
      const text = mailText(mail, say, "footer");
      const html = mailHtml(mail, say, { shop: "Kite & Sons", footer: "footer" });
      for (const written of [mail.subject, mail.preview, text, html]) {
        expect(written).not.toMatch(/notices\.|undefined|\[object|NaN|Invalid|[{}]{2}/);
        expect(written.trim()).not.toBe("");
      }
      expect(mail.subject).not.toContain("\n");
      expect(html).toContain(`lang="${locale}"`);
      for (const { value } of mail.rows) expect(text).toContain(value);
    }
  });

  it("says money with every decimal of its currency, and moments with their zone", () => {
    const [facts] = examples.reserved;
    const text = mailText(kinds.reserved.write(facts, say), say, "");
    expect(text).toContain("4,000");
    expect(text).toMatch(/GMT\+5:45/);
  });
});

describe("a mail", () => {
  it("wears the colours of the pages", () => {
    const css = readFileSync(join(import.meta.dirname, "..", "..", "app", "globals.css"), "utf8");
    for (const [name, light] of Object.entries(mailColours.light)) {
      const dark = Object.entries(mailColours.dark).find(([each]) => each === name)?.[1];
      expect(css).toContain(`--${name}: light-dark(${light}, ${dark});`);
    }
  });

  it("is written in English and UTC to whom we do not know better", () => {
    expect(readerOf(new Headers())).toEqual({ locale: "en", timeZone: "UTC" });
    const strange = new Headers({ cookie: "locale=tlh; zone=Qo%27noS", "accept-language": "zh" });
    expect(readerOf(strange)).toEqual({ locale: "zh-CN", timeZone: "UTC" });
    expect(sayFor({ locale: "tlh", timeZone: "Qo'noS" }).moment("2027-01-01T10:00:00Z")).toContain("UTC");
  });
});
