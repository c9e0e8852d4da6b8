import { inFile, type Mutant } from "#tests/mutants/mutant.ts";

/** Mistakes in the functions of prisma/engine. */
export const engineSql: Mutant[] = [
  ...inFile("orders.sql", "engine/placing", [
    [
      "pool.status = 'CLOSED' OR pool.closes_at <= drop_time(pool, happened)",
      "pool.status = 'CLOSED'",
      "a drop sells until somebody closes it, not until its end",
    ],
    [
      "past.state NOT IN ('EXPIRED', 'CANCELLED')",
      "past.state <> 'CANCELLED'",
      "an order that expired counts to the limit per person",
    ],
    ["> terms.person_limit", ">= terms.person_limit", "a person gets one unit less than allowed"],
    ["taken >= terms.room THEN", "taken > terms.room THEN", "what is sold out is called too few"],
    ["terms.room := stock.available - stock.pooled", "terms.room := stock.available", "the shop sells a drop's units"],
    ["c.id = ANY (city_ids) AND c.open;", "c.id = ANY (city_ids);", "a closed city is sold to"],
    ["IF past.drop_id = p_drop THEN", "IF p_drop IS NOT NULL THEN", "orders outside a drop use up its limit"],
    [
      "coalesce(p_hold_seconds, pool.hold_seconds, sold.hold_seconds)",
      "coalesce(p_hold_seconds, sold.hold_seconds, pool.hold_seconds)",
      "a drop's own time to pay does not count",
    ],
    ["p.deposit_minor * r.quantity, p", "p.deposit_minor, p", "three units ask for the deposit of one"],
    ["AND o.currency = coalesce(r.currency, $4)", "", "the same key in another currency is a repetition"],
    [
      "d_pooled => CASE WHEN p_drop IS NULL THEN 0 ELSE -taken END",
      "d_pooled => 0",
      "what a drop sells stays in the pools",
    ],
    [
      "pool.opens_at <= happened AND pool.paused_at IS NULL",
      "pool.opens_at <= happened",
      "an order opens a paused drop",
    ],
    [
      "array_position($5, o.edition_id) IS NOT NULL AND o.user_id <> r.user_id",
      "array_position($5, o.edition_id) IS NOT NULL",
      "a buyer's own orders count twice",
    ],
    [
      "IS NOT NULL AND o.id IS DISTINCT FROM r.replaces AS counts",
      "IS NOT NULL AS counts",
      "whoever exchanges one colour for another is over their limit",
      "engine/variant-limit",
    ],
  ]),
  ...inFile("stock.sql", "engine/moving", [
    ["IF moves > 1 THEN", "IF moves > 2 THEN", "an edition whose stock moved once can be deleted"],
    [
      "p_delta, 0, 0, p_delta);\n  served := serve_queue(p_edition, NULL);",
      "p_delta, 0, 0, p_delta);\n  served := '[]';",
      "added units do not go to the waitlist first",
    ],
  ]),
  ...inFile("moves.sql", "engine/moving", [
    [
      "AND (NOT p_due_only OR o.hold_expires_at <= clock_timestamp())",
      "",
      "a hold expires although it was given more time meanwhile",
    ],
    [
      '"left" = d."left" + CASE WHEN leaves AND d.status = \'OPEN\'',
      '"left" = d."left" + CASE WHEN leaves',
      "units of a closed drop come back to its pool and are sold by nobody",
    ],
    [
      "AND user_id = p_user FOR UPDATE;\n  RETURN jsonb_build_object('edition', target.edition_id, 'state', target.state) || CASE\n    WHEN target.id IS NULL THEN '{\"outcome\": \"not_found\"}'\n    WHEN target.state = 'LOCKED'",
      "FOR UPDATE;\n  RETURN jsonb_build_object('edition', target.edition_id, 'state', target.state) || CASE\n    WHEN target.id IS NULL THEN '{\"outcome\": \"not_found\"}'\n    WHEN target.state = 'LOCKED'",
      "anybody locks anybody's order",
    ],
    ["SELECT interval '15 minutes'", "SELECT interval '15 hours'", "a lock is taken back for 15 hours"],
    [
      "IF lock_deadline(NEW.edition_id, NEW.placed_at) <= now() THEN",
      "IF false THEN",
      "the wall against locking too late is gone",
    ],
    [
      "coalesce(OLD.promised_hold, OLD.hold_expires_at)",
      "NEW.hold_expires_at",
      "a repeated request is answered with another hold than the first time",
    ],
  ]),
  ...inFile("unpaid.sql", "engine/moving", [
    ["HAVING count(*) >= 3) s", "HAVING count(*) > 3) s", "a fourth hold may run out"],
    ["> p_now - interval '1 hour'", "> p_now - interval '1 minute'", "units are held for ever in turns"],
    ["> greatest(3, total / 2) THEN", "> greatest(3, total) THEN", "one address holds the whole stock"],
    ["HAVING count(DISTINCT o.user_id) >= 10)", "HAVING count(*) > 10)", "ten guests of one address are not marked"],
    [
      "WHEN all_prove AND NOT a.proven THEN",
      "WHEN all_prove AND a.guest AND NOT a.proven THEN",
      "accounts go past the challenge of a drop beside them",
    ],
  ]),
  ...inFile("conversions.sql", "engine/money", [
    [
      "kind = 'BALANCE' AND state = 'PENDING')",
      "kind = 'BALANCE' AND state = 'FAILED')",
      "an order is converted while its balance is being charged",
    ],
    [
      "refundable_until = least(refundable_until, old.refundable_until)",
      "refundable_until = refundable_until",
      "a conversion begins the time for refunds anew",
    ],
    [
      "paid > total AND old.refundable_until <= clock_timestamp()",
      "paid > total",
      "nobody can go to a cheaper edition",
    ],
    ["least(c.remains, credit - c.before)", "c.remains", "more than the new total moves along"],
    [
      "THEN least((answer -> 'available')::int, (answer -> 'fits')::int)",
      "THEN (answer -> 'available')::int",
      "more is said to be left than one wave has",
    ],
  ]),
  ...inFile("delivery.sql", "engine/placing", [
    [
      "p_rooms[w] >= p_quantity",
      "p_rooms[w] > p_quantity",
      "the last place of a wave is given to nobody",
      "engine/placing",
    ],
    [
      "v.window_start < p_start OR v.window_end < p_end",
      "v.window_end < p_end",
      "a wave begins after the one behind it",
    ],
    [
      "WHERE o.state NOT IN ('EXPIRED', 'CANCELLED', 'DELIVERED')\n    AND (last",
      "WHERE o.state NOT IN ('EXPIRED', 'CANCELLED')\n    AND (last",
      "who has the parcel is promised another window",
    ],
    ["arrival(p_end, w.city, w.zone, 1)", "arrival(p_end, w.city, w.zone, 0)", "the way to a city ends too early"],
  ]),
  ...inFile("drops.sql", "engine/queueing", [
    ["stock.available - stock.pooled < d.units", "stock.available < d.units", "two drops take the same units"],
    ["WINDOW places AS (ORDER BY code_id IS NULL,", "WINDOW places AS (ORDER BY", "a code gives no priority"],
    [
      "CASE WHEN status = 'ARMED' THEN opens_at + (clock_timestamp() - paused_at) ELSE opens_at END",
      "opens_at",
      "a pause before the opening does not move it",
    ],
    [
      "AND closes_at > clock_timestamp() AND status",
      "AND status",
      "a drop that nobody fired stands still for the picture",
    ],
    ["served := serve_queue(d.edition_id, NULL);", "served := '[]';", "the leftovers of a drop pass the waitlist by"],
    [
      "UPDATE access_code SET entry_id = NULL\n    WHERE drop_id = p_drop AND",
      "UPDATE access_code SET entry_id = NULL\n    WHERE false AND",
      "a code is used up by a drop that was taken back",
    ],
    [
      "closed_at = CASE p_to WHEN 'CLOSED' THEN clock_timestamp() END",
      "closed_at = clock_timestamp()",
      "a drop that was taken back has an end",
    ],
  ]),
  ...inFile("queue.sql", "engine/queueing", [
    [
      'd.wanted + asked.quantity > d.held + d."left"',
      'd.wanted + asked.quantity >= d.held + d."left"',
      "the last unit that could come back is waited for by nobody",
    ],
    [
      "AND entry_id IS NULL AND revoked_at IS NULL AND expires_at > happened",
      "AND entry_id IS NULL AND revoked_at IS NULL",
      "an expired code is good",
    ],
    ["UPDATE access_code SET entry_id = NULL WHERE entry_id = p_entry;", "", "who leaves a line loses the code"],
    [
      "drop_id = p_drop AND state = 'WAITING' AND quantity <= p_room",
      "drop_id = p_drop AND state = 'WAITING'",
      "who asks for more than is left blocks those behind",
    ],
    ["PERFORM count_queue(entry.drop_id, -1);", "PERFORM count_queue(entry.drop_id, 0);", "who left is still counted"],
    [
      "SELECT drop_id, -quantity FROM stale",
      "SELECT drop_id, 0 FROM stale",
      "what was wanted by who was served is wanted for ever",
    ],
  ]),
  ...inFile("drops.sql", "drops/long-line", [
    [
      "drawn.units_before[drawn.written + 1 : upto])",
      "drawn.units_before[1 : upto])",
      "who goes on writing a draw gives places others' units",
    ],
    [
      "  PERFORM write_places(p_drop);\n  WITH over",
      "  WITH over",
      "a line that is closed early keeps the places of its arrival",
    ],
  ]),
  ...inFile("queue.sql", "drops/long-line", [
    ["drawn := drawn[: e.place - 1];", "drawn := drawn[: e.place];", "somebody stands before themselves"],
    ["to_jsonb(drawn_place(e)) AS entry", "to_jsonb(e) AS entry", "who comes again hears the place of their arrival"],
  ]),
  ...inFile("balances.sql", "engine/money", [
    [
      "THEN greatest(p_due_on::timestamp AT TIME ZONE 'UTC', p_locked + undo_time()) END",
      "THEN p_due_on::timestamp AT TIME ZONE 'UTC' END",
      "a balance is charged while the lock can be taken back",
    ],
    [
      "WHEN p_due - interval '3 days' > now() THEN",
      "WHEN p_due > now() THEN",
      "a charge is announced at once when it is near",
    ],
    ["WHEN b.tries >= 2", "WHEN b.tries >= 1", "the grace period begins a try too early"],
    [
      "AND b.first_try_at IS NULL AND b.paid_at IS NULL",
      "AND b.paid_at IS NULL",
      "a balance that failed is moved to the new day",
    ],
    ["WHEN balance_owed(target.id) < due.amount_minor THEN 'surplus'", "", "a balance is kept twice"],
  ]),
  ...inFile("codes.sql", "engine/queueing", [
    ["OR code.expires_at <= clock_timestamp()", "", "an expired code is brought to a place"],
    [
      "coalesce(max(place), -1000000000) + 1",
      "coalesce(min(place), -1000000000) - 1",
      "the last with a code is served first",
    ],
    [
      "AND NOT (entry.state = 'WAITING'\n    AND EXISTS",
      "AND NOT (entry.state = 'WAITING'\n    OR EXISTS",
      "a code that was drawn with is revoked",
    ],
  ]),
  ...inFile("reading.sql", "payments/statements", [
    ["AND d.user_id = o.user_id", "", "the new owner reads the old one's card", "balances/hands"],
  ]),
  ...inFile("money.sql", "engine/money", [
    ["AND NOT j.by_link),", "),", "a friend's card is kept by the buyer", "payments/settling"],
    [
      "AND rail = p_rail AND removed_at IS NULL",
      "AND rail = p_rail",
      "a forgotten card is charged",
      "payments/settling",
    ],
    [
      "'BALANCE' AND owed > 0 AND is_disputed(p_order)",
      "'BALANCE' AND owed < 0 AND is_disputed(p_order)",
      "a disputed order asks for its balance",
      "payments/money-truths",
    ],
    [
      "IS DISTINCT FROM (p_rail, p_method, p_by_link)",
      "IS NULL",
      "who turns to another way is asked for the first one's money",
      "payments/transfer payments/money-truths",
    ],
    [
      "CASE WHEN o.user_id = k.owner AND k.stands THEN k.id END",
      "NULL",
      "a balance is not charged to what the deposit was paid with",
      "payments/statements",
    ],
    ["WHEN paid_minor > 0 THEN 'surplus' ELSE 'too_late'", "ELSE 'too_late'", "a second deposit enters the books"],
    [
      "o.paid_minor - o.kept_minor - l.under_way - l.before",
      "o.paid_minor - l.under_way - l.before",
      "what the seller keeps is given back",
    ],
    ["AND NOT is_disputed(o.id)) c", ") c", "money goes back twice while the bank decides"],
    ["ARRAY[-refund.amount_minor]", "ARRAY[refund.amount_minor]", "a refund that failed counts as a second one"],
    [
      "p_told < before.told_at",
      "p_told < now() - interval '1 year'",
      "an older word of the bank takes back a newer one",
    ],
    ["+ (10000 + p_bp) / 2) / (10000 + p_bp)", ") / (10000 + p_bp)", "tax is rounded down"],
    [
      "d.status NOT IN ('won', 'warning_closed', 'prevented')",
      "d.status NOT IN ('won', 'warning_closed')",
      "a dispute that was prevented stops the order",
    ],
    [
      "p.settled_at DESC, p.kind DESC, p.attempt DESC",
      "p.settled_at, p.kind, p.attempt",
      "the oldest charge is given back first",
    ],
  ]),
  ...inFile("ledger.sql", "engine/ledger", [
    [
      "array_to_string(amounts, ','), available, held, sold)",
      "array_to_string(amounts, ','), available, held)",
      "the ledger does not prove what was sold",
    ],
    [
      "count(*) FILTER (WHERE t = 'RESERVED' AND f IS DISTINCT FROM 'LOCKED')",
      "count(*) FILTER (WHERE t = 'RESERVED')",
      "a lock taken back counts as a sale",
    ],
    [
      "coalesce(sum(q) FILTER (WHERE t IN ('EXPIRED', 'CANCELLED')), 0)",
      "coalesce(sum(q) FILTER (WHERE t = 'CANCELLED'), 0)",
      "units of expired holds are not counted as gone",
    ],
  ]),
  ...inFile("owners.sql", "engine/money", [
    ["(user_id = p_to OR person = p_person)", "user_id = p_to", "a transfer passes the limit of a mailbox"],
    [
      "target.state NOT IN ('RESERVED', 'LOCKED', 'READY')",
      "target.state NOT IN ('RESERVED', 'LOCKED')",
      "an order that is ready cannot be given away",
    ],
    [
      "HAVING count(DISTINCT person) >= 3",
      "HAVING count(DISTINCT person) > 3",
      "three contacts of one mailbox are not marked",
      "orders/hoarding",
    ],
    [
      "UPDATE access_code SET user_id = p_owner WHERE user_id = p_guest;",
      "",
      "a guest's code stays behind",
      "engine/queueing",
    ],
  ]),
  ...inFile("walls.sql", "engine/money", [
    ["OR NEW.balance_grace_days < OLD.balance_grace_days)", ")", "days of grace are taken back"],
    ["IF is_disputed(NEW.id) THEN", "IF false THEN", "a disputed order is handed over"],
  ]),
  ...inFile("processes.sql", "engine/ledger", [
    [
      "(NEW.available > OLD.available OR NEW.pooled < OLD.pooled AND NEW.available = OLD.available)",
      "(NEW.available > OLD.available)",
      "other processes do not hear that a drop gave units back",
    ],
  ]),
  ...inFile("audit.sql", "engine/ledger", [
    [
      "lag(hash, 1, ''::bytea) OVER (ORDER BY id) AS previous, audit_text(a)",
      "coalesce((SELECT b.hash FROM audit_entry b WHERE b.id = a.id - 1), ''::bytea) AS previous, audit_text(a)",
      "a number that was never given counts as a missing row",
    ],
  ]),
];
