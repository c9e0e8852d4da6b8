import { inFile, type Mutant } from "#tests/mutants/mutant.ts";

/** Mistakes in lib/engine. */
export const engine: Mutant[] = [
  ...inFile("engine/batcher.ts", "preorders/batcher", [
    ["for (const key of keys) taken.add(key);", "", "two requests of one buyer are in one batch"],
    [
      "later.concat(this.#queue.slice(index))",
      "this.#queue.slice(index).concat(later)",
      "who had to wait is overtaken by everybody",
    ],
    ["      this.#inFlight -= 1;\n", "", "a batch that is back counts as under way for ever"],
    ["first !== undefined && !this.#isFailing &&", "first !== undefined &&", "a lost database turns buyers away"],
    ["this.#queue.length >= this.#settings.maxQueue ||", "", "the queue grows without a bound"],
    ["clearTimeout(bound);", "", "a batch that is done is given up two seconds later"],
  ]),
  ...inFile("engine/batchers.ts", "engine/calls", [
    [
      "this.#open.get(pool.dropId ?? pool.editionId) ??",
      "this.#open.get(pool.editionId) ??",
      "orders of a drop are placed by the shop's batcher",
    ],
    ["if (idle) this.#open.delete(key);", "this.#open.delete(key);", "a batcher that works is let go"],
  ]),
  ...inFile("engine/announce.ts", "engine/calls", [
    [
      "if (isForSale && !freesNothing)",
      "if (isForSale)",
      "an older batch makes what is sold out be forgotten",
      "preorders/order-batcher",
    ],
    [
      "      this.#soldOut.forget(line.editionId);\n",
      "",
      "a sale that was opened again stays closed for those who asked before",
    ],
    ["if (units) this.#announceUnits(units);\n", "", "rooms hear nothing of stock"],
    ["orders.slice(-maxServed)", "orders.slice(maxServed)", "the room sees none of those who were served"],
  ]),
  ...inFile("engine/sold-out.ts", "preorders/sold-out engine/calls", [
    [
      "if (this.generation(editionId) !== generation) return;\n    const pools",
      "const pools",
      "stock that came back while buyers were read is forgotten",
    ],
    [
      "isAmong(buyers, markOf(userId)) ? undefined : refusal",
      "false ? undefined : refusal",
      "who repeats the request that got an order is told that it is sold out",
    ],
    [
      "for (const mark of marks) if (!hasMark(known.marks, mark)) known.later.add(mark);",
      "",
      "who bought since the last look is told that it is sold out",
    ],
    ["?? 0) + this.#allForgotten;", "?? 0);", "what was forgotten with everything is remembered all the same"],
    ["get(dropId ?? shop)", "get(shop)", "a sold-out shop closes its drops"],
  ]),
  ...inFile("engine/order-batcher.ts", "engine/calls", [
    ['drop.left === 0 && drop.status === "OPEN"', "drop.left === 0", "a drop that is over is sold out"],
    [
      "if (stock.available > 0 && stock.window === null) return undefined;\n",
      "",
      "an edition without windows is remembered as closed",
    ],
    [
      "keysOf: ({ userId, person }) => [userId, person],",
      "keysOf: ({ userId }) => [userId],",
      "two accounts of one person are judged in one batch and pass the limit",
    ],
  ]),
  ...inFile("engine/place-orders.ts", "engine/calls", [
    [
      "requests.filter((_, index) => !refused[index])",
      "requests.filter((_, index) => refused[index])",
      "receipts are given to those who were refused",
    ],
    ["Math.min(left, answer.fits ?? 0)", "left", "more is said to be left than one wave has"],
    [
      "request.namesContact && replayed.contact",
      "replayed.contact",
      "a repetition without the contact is another request",
    ],
  ]),
  ...inFile("engine/receipt.ts", "engine/calls", [
    [
      "(row.promised_hold ?? row.hold_expires_at)",
      "row.hold_expires_at",
      "a repeated request is answered with another hold than the first time",
    ],
    ["(batch.priceOf[index] ?? 0) - 1]", "0]", "a receipt in another currency shows the main price"],
    [
      "batch.refundableUntil,\n    window",
      "batch.holdExpiresAt,\n    window",
      "a receipt says another end of the refund",
    ],
  ]),
  ...inFile("engine/shift-window.ts", "engine/calls", [
    ["way?.lastDays ?? 0", "way?.firstDays ?? 0", "the way to a city ends too early"],
  ]),
  ...inFile("engine/rows.ts", "engine/calls", [
    ["row.place + codeBase", "row.place", "who has a code stands at a place below zero"],
  ]),
  ...inFile("engine/move-orders.ts", "engine/calls", [
    ["orders: moved.map(({ id, userId }) => ({ id, userId, state: to })),", "", "nobody is told that the hold expired"],
    [
      '${to}::"PreorderState", ${dueOnly})',
      '${to}::"PreorderState", false)',
      "a hold expires although it was given more time meanwhile",
    ],
  ]),
  ...inFile("engine/transfer-order.ts", "engine/calls", [
    ["[before.userId, ownerId]", "[ownerId]", "who had the order keeps it on the screen"],
  ]),
  ...inFile("engine/engine.ts", "engine/calls", [
    [
      ".$transaction(async (tx) => ({ result: await work(new Write(tx, news)) }), options)",
      ".$transaction(async () => ({ result: await work(new Write(this.#db as never, news)) }), options)",
      "what fails half way is not undone",
    ],
    ["!isRetryable(error)", "isRetryable(error)", "one of two that wait for each other fails"],
    [
      "    } finally {\n      this.#announce(news);",
      "    } finally {\n      news.length = 0;",
      "a call outside a transaction is told to nobody",
    ],
  ]),
  ...inFile("engine/person.ts", "engine/calls", [
    [
      "if (isAnonymous || personOf(email) !== mailbox) return mailbox;",
      "if (isAnonymous) return mailbox;",
      "a contact that is not the account's is no bound",
    ],
    ['name.replace(/\\+.*$/, "")', "name", "a plus makes another person"],
  ]),
  ...inFile("engine/convert-order.ts", "engine/calls", [
    ['announceMove(write, from, moved, "CANCELLED");\n', "", "the edition that was left does not hear of its units"],
    ["expected?.windowEnd ?? null}::date", "null}::date", "an order is converted into a window that nobody showed"],
  ]),
  ...inFile("engine/move-drop.ts", "engine/calls", [
    ["entries: closed });", "entries: [] });", "who waited is not told that the drop is over"],
  ]),
  ...inFile("engine/deposit-batcher.ts", "engine/calls", [
    [
      'settled.filter((one) => one.outcome === "reserved")',
      'settled.filter((one) => one.outcome !== "replayed")',
      "who paid too late is told RESERVED",
    ],
  ]),
  ...inFile("engine/flag-orders.ts", "engine/calls", [
    [
      "WHERE status = 'OPEN' OR closed_at > now() - interval '1 hour'",
      "WHERE status = 'OPEN'",
      "a drop that has just closed is not looked at",
    ],
  ]),
  ...inFile("engine/mask-name.ts", "engine/calls", [
    ["${first.segment}***", "${name}", "the room reads buyers' names"],
  ]),
];
