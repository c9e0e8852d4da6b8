import { inFile, type Mutant } from "#tests/mutants/mutant.ts";

/** Mistakes in lib/payments and lib/balances. */
export const payments: Mutant[] = [
  ...inFile("payments/signature.ts", "payments/rules", [
    ["const tolerance = 300;", "const tolerance = 300_000;", "a webhook of last week is good"],
    [
      "Math.abs(Date.now() / 1000 - Number(time))",
      "Date.now() / 1000 - Number(time)",
      "a webhook may be signed for next year",
    ],
  ]),
  ...inFile("payments/stripe-amount.ts", "payments/rules", [
    [
      "currencyExponent(code) - stripeDigits(code)",
      "stripeDigits(code) - currencyExponent(code)",
      "what Stripe took is off by a hundred",
    ],
  ]),
  ...inFile("payments/charge-limits.ts", "payments/rules", [
    ["minor >= from && minor <= most", "minor > from && minor <= most", "the least that a rail takes is refused"],
    [
      "thousandths.has(currency) ? 10 : Math.max(1, ours)",
      "Math.max(1, ours)",
      "an amount that Stripe cannot charge is sold",
    ],
  ]),
  ...inFile("payments/apply-event.ts", "payments/exact", [
    [
      "if (!isExact(payment, event)) {",
      "if (payment.currency !== event.currency) {",
      "another amount settles",
      "payments/stripe balances/webhooks",
    ],
    [
      'if (payment.state === "CREATED") await awaitRail',
      "await awaitRail",
      "a payment that is over is pending again",
      "payments/settling payments/webhooks",
    ],
  ]),
  ...inFile("payments/await-rail.ts", "payments/settling", [
    [
      "share_of = ${paymentId}::uuid) AND kind <> 'REFUND' AND state IN ('CREATED', 'PENDING')`;",
      "share_of = ${paymentId}::uuid) AND kind <> 'REFUND'`;",
      "a late word of the rail takes the end of a payment back",
    ],
  ]),
  ...inFile("payments/settle-charge.ts", "balances/mails", [
    ["key: `${key}:surplus`", "key", "the second payment goes back under the first one's name", "payments/settling"],
    [
      'failure = refund.state === "done" ?',
      'failure = refund.state !== "done" ?',
      "a second payment that went back is on the desk for ever",
      "payments/webhooks",
    ],
  ]),
  ...inFile("payments/record-refund.ts", "balances/refunds", [
    ["event.amountMinor > chargedMinor(charge) || ", "", "more goes back than was taken", "payments/settling"],
    [
      "if (written.isWhole)",
      "if (written)",
      "a part that goes back ends the order",
      "payments/webhooks balances/refunds",
    ],
    ["minor >= amountMinor", "minor > amountMinor", "a whole refund finds no order"],
  ]),
  ...inFile("payments/pay-refund.ts", "payments/money-truths", [
    [
      "if (await isDisputed(db, preorderId)) return;\n",
      "",
      "money goes back while the bank decides",
      "payments/settling",
    ],
    [
      "(charge?.source ?? charge)?.providerRef",
      "charge?.providerRef",
      "moved money goes back to a charge that does not exist",
      "balances/refunds",
    ],
    [
      "`${preorderId}:refund:${attempt}`",
      "`${preorderId}:refund`",
      "the second refund of an order is the first one again",
      "balances/refunds",
    ],
  ]),
  ...inFile("payments/complete-payments.ts", "balances/charge", [
    [
      "AND NOT EXISTS (SELECT FROM payment_event e WHERE e.payment_id = p.id AND e.status = 'parked')",
      "",
      "what waits for a person is asked again",
      "payments/settling",
    ],
    [
      "await (isWanted ? look() : rail.cancel(request))",
      "await look()",
      "a charge that nobody wants any more is made",
      "payments/stripe payments/money-truths",
    ],
    [
      'preorder.state === "LOCKED" && !(await isDisputed(',
      'preorder.state === "LOCKED" || !(await isDisputed(',
      "a balance is charged while the deposit is disputed",
      "payments/settling payments/money-truths",
    ],
    [
      "AND r.state = 'FAILED' AND r.settled_at > now() - interval '10 minutes'",
      "AND r.state = 'FAILED' AND r.settled_at > now()",
      "a rail that refuses is asked every ten seconds",
      "balances/refunds payments/money-truths",
    ],
  ]),
  ...inFile("payments/open-attempt.ts", "payments/cards", [
    [
      "(await wasPaid(app, asAttempt(attempt))) ? null :",
      "(await wasPaid(app, asAttempt(attempt))) ? asAttempt(attempt) :",
      "who turns to another way pays twice",
      "payments/transfer payments/money-truths",
    ],
    [
      'if (charge?.state === "processing") throw',
      'if (charge?.state === "failed") throw',
      "a payment that is being decided is replaced",
      "payments/cards balances/mails",
    ],
  ]),
  ...inFile("payments/keep-method.ts", "balances/charge", [
    [
      "AND m.user_id = o.user_id AND m.removed_at IS NULL",
      "AND m.removed_at IS NULL",
      "an order is charged to somebody else's card",
      "payments/settling",
    ],
    [
      "AND tries > 0 AND paid_at IS NULL",
      "AND paid_at IS NULL",
      "who chooses another card is charged before the day",
      "payments/settling",
    ],
  ]),
  ...inFile("payments/forget-method.ts", "balances/charge", [
    [
      "UPDATE preorder SET method_id = NULL WHERE method_id = ${id}::uuid",
      "SELECT ${id}::uuid",
      "an order still names a forgotten card",
      "payments/settling",
    ],
  ]),
  ...inFile("payments/confirm-transfer.ts", "payments/transfer", [
    [
      "if (!isExact(payment, input))",
      "if (payment.currency !== input.currency)",
      "a transfer of another amount is confirmed",
    ],
    [
      'if (payment.rail !== "manual" || payment.shareOf) throw',
      'if (payment.rail === "stripe" || payment.shareOf) throw',
      "a card payment is confirmed by hand",
    ],
  ]),
  ...inFile("payments/receive-webhook.ts", "payments/webhooks", [
    [
      'if (stored && stored.status !== "received") return;\n',
      "",
      "an event that was applied is applied again",
      "payments/settling",
    ],
  ]),
  ...inFile("payments/record-dispute.ts", "payments/money-truths", [
    [
      "await recordCaptures(",
      "void (",
      "a dispute that comes before its charge finds nothing paid",
      "payments/settling",
    ],
  ]),
  ...inFile("payments/fail-refund.ts", "payments/money-truths", [
    [
      'booked === "reversed" || (booked === "refused" && isByHand)',
      'booked === "reversed"',
      "a buyer whose refund was refused for good hears nothing",
      "payments/settling",
    ],
  ]),
  ...inFile("payments/resolve-event.ts", "balances/refunds", [
    [
      "AND kind <> 'REFUND' AND state IN ('CREATED', 'PENDING')\n        AND NOT EXISTS",
      "AND state IN ('CREATED', 'PENDING')\n        AND NOT EXISTS",
      "settling an event by hand ends a refund",
      "payments/settling",
    ],
  ]),
  ...inFile("payments/queries.ts", "payments/settling", [
    [
      "return parked + failed + overdue + byHand + disputes;",
      "return parked + failed + overdue + disputes;",
      "a refund that is owed by hand is no alarm",
    ],
  ]),
  ...inFile("balances/charge-due-balances.ts", "balances/charge", [
    [
      "const timeout = 30 * minute;",
      "const timeout = minute / 2;",
      "a buyer at the form is waited for half a minute",
      "balances/terms",
    ],
    [
      '> 0 AND NOT ${isDisputedIn("o.id")}`',
      "> 0`",
      "a balance is charged while the deposit is disputed",
      "payments/money-truths",
    ],
    [
      "MANUAL_TRANSFER_HOURS * 60 * minute",
      "MANUAL_TRANSFER_HOURS * minute",
      "a transfer is late after three days' minutes",
      "balances/terms",
    ],
    [
      "AND p.kind = 'BALANCE' AND p.state = 'FAILED')",
      "AND p.state = 'FAILED')",
      "a balance's number counts failed deposits",
      "balances/terms",
    ],
  ]),
  ...inFile("balances/call-balances.ts", "balances/charge", [
    ["b.due_at IS NOT NULL OR ", "", "a balance that has its day is called all the same", "balances/terms"],
    [
      "greatest(now() + ${inDays} * interval '1 day', o.locked_at + ${undoTime})",
      "now() + ${inDays} * interval '1 day'",
      "a called balance is charged while the lock can be taken back",
      "balances/terms",
    ],
  ]),
  ...inFile("balances/extend-grace.ts", "balances/grace", [
    ["> greatest(now(), b.grace_until)", "> now()", "a place is kept for shorter than was promised"],
  ]),
  ...inFile("balances/release-order.ts", "balances/grace", [
    ['if (!found.isOver) throw new Refusal("grace_running");\n', "", "a place is given away in its grace period"],
    ["minOf(found.deposit, found.paid)", "found.deposit", "more is kept than was paid", "balances/terms"],
  ]),
  ...inFile("balances/announce-balances.ts", "balances/mails", [
    ["AND announce_at IS NOT NULL\n", "\n", "two processes announce a charge twice"],
  ]),
  ...inFile("balances/payer.ts", "balances/mails", [
    ["isBuyer: false,", "isBuyer: true,", "who holds a link sees and uses the buyer's cards"],
  ]),
];
