import { inFile, type Mutant } from "#tests/mutants/mutant.ts";

/** Mistakes in lib/orders and lib/preorders. */
export const orders: Mutant[] = [
  ...inFile("list-page.ts", "orders/desk", [
    ["rows.length > limit && last", "rows.length >= limit && last", "a full last page promises another"],
  ]),
  ...inFile("orders/queries.ts", "orders/desk", [
    [
      "AND (o.placed_at, o.id) < $",
      "AND (o.placed_at, o.id) <= $",
      "the last order of a page is the first of the next",
    ],
    ["LIKE ${pattern} AND NOT is_anonymous", "LIKE ${pattern}", "a name finds guests"],
    ["beginning.replace(/[\\\\%_]/g, (sign) => `\\\\${sign}`)", "beginning", "a name is a pattern"],
    ["preorder_flag WHERE cleared_at IS NULL))`", "preorder_flag))`", "an order that was cleared is among the flagged"],
    ["AND f.cleared_at IS NULL) AS flagged", ") AS flagged", "an order that was cleared stays flagged"],
  ]),
  ...inFile("orders/export-orders.ts", "orders/desk", [
    ["/^[=+\\-@\\t\\r]/", "/^[=+@\\t\\r]/", "a minus begins a formula"],
    ["text.replaceAll('\"', '\"\"')", "text", "a quote ends a cell"],
    ["after = next ?? undefined;", "after = undefined;", "the file ends after a thousand rows", "orders/book"],
  ]),
  ...inFile("orders/read-order.ts", "orders/desk", [
    ["m.at + interval '10 seconds'", "m.at", "entries of the ledger are missing from the record"],
    ['UNLOCKED: "RESERVED"', 'UNLOCKED: "LOCKED"', "who took a lock back is not named"],
  ]),
  ...inFile("preorders/view.ts", "orders/desk", [
    [
      "row.placedAt.getTime() + lockDeadlineDays * dayMs",
      "row.placedAt.getTime() + lockDeadlineDays * 1000",
      "the day to lock is shown wrong",
    ],
    [
      "new Date(row.lockedAt.getTime() + undoMs)",
      "new Date(row.lockedAt.getTime())",
      "nobody sees that a lock can be taken back",
    ],
    ["&& row.refundableUntil > now,", ",", "an order is shown as one that can be cancelled after its time"],
  ]),
  ...inFile("preorders/balance-view.ts", "orders/desk", [
    ['kind !== "REFUND" && state === "CAPTURED"', 'state === "CAPTURED"', "what went back counts as paid"],
    ["balance.dueAt <= now ?", "balance.dueAt >= now ?", "a balance is shown as due before its day"],
  ]),
  ...inFile("preorders/order-links.ts", "orders/desk", [
    [
      "${id.toLowerCase()}:${until}:${contact}",
      "${id.toLowerCase()}:${until}",
      "whoever had the order reads it by the old link",
    ],
    ["Number.parseInt(until, 36) * 1000 > now", "Number.parseInt(until, 36) > 0", "a link opens for ever"],
  ]),
  ...inFile("preorders/cancel-preorder.ts", "preorders/deposit", [
    ["refundable_until > now() AND state IN", "state IN", "an order is cancelled after the time for refunds"],
    [
      "    await oweRefund(write.tx, preorderId);\n",
      "",
      "a crash after a cancellation keeps the money",
      "preorders/deposit balances/refunds",
    ],
    ["await actAs(write.tx, buyer.id);\n", "", "a cancellation is the system's", "preorders/hands"],
  ]),
  ...inFile("preorders/call-off-preorder.ts", "orders/transfer", [
    ["    await oweRefund(tx, preorderId);\n", "", "an order that was called off keeps the money"],
    ["await actAs(tx, operator.id, reason);\n", "", "a buyer is not told the reason"],
    ['if (state !== "CANCELLED") throw', 'if (state === "HELD") throw', "a delivered order seems to be called off"],
  ]),
  ...inFile("preorders/expire-holds.ts", "preorders/deposit", [
    [", dueOnly: true }", " }", "a hold expires although it was given more time meanwhile", "preorders/hands"],
  ]),
  ...inFile("preorders/limit-orders.ts", "preorders/guest", [
    ["personOf(contact));", "contact);", "a plus passes the limit of a mailbox", "preorders/hands"],
  ]),
  ...inFile("preorders/move-promise.ts", "orders/desk", [
    ["ORDER BY at DESC LIMIT 1", "ORDER BY at LIMIT 1", "the letter says the first window instead of the last"],
    [
      '["DELIVERED", "EXPIRED", "CANCELLED"].includes(held.state)',
      '["EXPIRED", "CANCELLED"].includes(held.state)',
      "who has the parcel is promised another window",
    ],
  ]),
  ...inFile("preorders/quote-conversions.ts", "orders/desk", [
    ["bought + quantity > limit", "bought > limit", "a conversion over the limit is offered"],
    ["Math.max(0, paid - total)", "Math.max(0, total - paid)", "what goes back is what is owed"],
    ["if (paid > total && !canRefund)", "if (paid >= total && !canRefund)", "an edition of the same price is refused"],
    [
      "facts.fits ? facts.free : Math.min(facts.free, facts.room)",
      "facts.free",
      "more is said to be left than one wave has",
    ],
  ]),
  ...inFile("preorders/remind-to-lock.ts", "orders/desk", [
    [
      "CASE ${hours}::int WHEN 24 THEN interval '2 hours' ELSE interval '0' END",
      "interval '0'",
      "an order gets both reminders in the last two hours",
    ],
    ["AND o.placed_at + days - ahead > o.placed_at AS", "AS", "who ordered a minute ago is reminded"],
    ["o.state = 'RESERVED' AND o.placed_at + days", "o.placed_at + days", "who has locked is reminded to lock"],
  ]),
  ...inFile("preorders/notify-buyers.ts", "orders/desk", [
    [
      "'cancelled', 'refunded', 'balance', 'locked'",
      "'cancelled', 'refunded', 'locked'",
      "nobody is told that the balance was paid",
    ],
    ["if (passed > 0) await notify(tx, notices);", "await notify(tx, notices);", "two processes tell the same"],
  ]),
  ...inFile("preorders/notify-wave.ts", "delivery-windows/move-wave", [
    [
      "changes.length < most ?",
      "changes.length <= most ?",
      "a wave of three hundred and more is told to the first three hundred",
      "preorders/hands",
    ],
    [
      "order.promise[place - 1]",
      "order.promise[0]",
      "the letter says the first window instead of the last",
      "preorders/hands",
    ],
  ]),
  ...inFile("preorders/notice-of.ts", "notices/mails", [
    [
      "if (isCredit(refund)) return null;",
      "",
      "money that moved to another edition is told as a refund",
      "preorders/conversion notices/mails",
    ],
    [
      "view.convertedFrom ? paidMinor : amountMinor",
      "amountMinor",
      "a converted order is told as unpaid",
      "preorders/hands",
    ],
  ]),
  ...inFile("preorders/transfer-preorder.ts", "orders/transfer", [
    [
      "isAnonymous: false, emailVerified: true }",
      "isAnonymous: false }",
      "an order goes to whoever claims an address",
      "preorders/hands",
    ],
    [
      "to: { userId: had.userId, address: had.contact }",
      "to: { userId: had.userId, address: contact }",
      "the old owner's letter goes to the new one",
    ],
  ]),
  ...inFile("preorders/view-history.ts", "orders/desk", [
    [
      'if (kind === "RESERVED" && fromState === "LOCKED") return "UNLOCKED";\n',
      "",
      "a lock taken back reads as a reservation",
    ],
  ]),
  ...inFile("preorders/admit-order.ts", "preorders/hands", [
    [
      "buyer.isAnonymous ? { network: address",
      "!buyer.isAnonymous ? { network: address",
      "guests hold without a bound",
    ],
  ]),
  ...inFile("preorders/place-order.ts", "preorders/place", [
    [
      "return contact.toLowerCase();",
      "return contact;",
      "capital letters make another contact",
      "preorders/guest preorders/place",
    ],
  ]),
];
