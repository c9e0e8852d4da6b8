import { inFile, type Mutant } from "#tests/mutants/mutant.ts";

/** Mistakes in lib/catalog. */
export const catalogue: Mutant[] = [
  ...inFile("catalog/parse-prices.ts", "catalog/reading", [
    [
      "? amount(code, `deposit${suffix}`,",
      "? amount(currency, `deposit${suffix}`,",
      "a deposit has the decimals of another currency",
    ],
    ['const hasDeposit = suffix === "" || cells', "const hasDeposit = cells", "a forgotten deposit is none"],
    [
      "if (!isCurrency(currency)) return",
      "if (currency.length !== 3) return",
      "a price in money that does not exist is taken",
    ],
  ]),
  ...inFile("catalog/parse-catalog.ts", "catalog/reading", [
    ["if (waves.length < number - 1) {", "if (waves.length < 0) {", "a gap in the waves shifts those behind it"],
    [
      "else if (first.text !== text) {",
      "else if (first.text === text) {",
      "two rows that contradict each other are taken",
    ],
    ["`waves.${number - 1}.capacity`", "`waves.${number}.capacity`", "a fault of a wave is shown at the next one"],
    ["/^\\d{1,12}$/.test(text)", "/^\\d{1,12}/.test(text)", "12.5 units are taken as a number"],
  ]),
  ...inFile("catalog/read-catalog.ts", "catalog/reading catalog/odd-files", [
    ["if (excess.length > 0) return", "if (excess.length > 1) return", "a file with too many rows is written in part"],
    ["if (isShopify(columns) || isWooCommerce(columns)) return cells.length;", "", "another shop's head is not found"],
  ]),
  ...inFile("catalog/import-catalog.ts", "catalog/import", [
    ["if (dryRun) throw new TakenBack();", "", "a dry run writes"],
    [
      "if (errors.length > 0 && !dryRun) throw",
      "if (errors.length > 1 && !dryRun) throw",
      "a file with one fault seems to be written",
    ],
    [
      'else if (other !== undefined) faults.push(fault("sku_twice"',
      'else if (other === 0) faults.push(fault("sku_twice"',
      "a SKU that stands twice in the file is named nowhere",
      "catalog/import catalog/odd-files",
    ],
    [
      "a.row - b.row).slice(0, maxFaults),\n    faults",
      "b.row - a.row).slice(0, maxFaults),\n    faults",
      "the last fault is shown first",
      "catalog/odd-files catalog/import",
    ],
  ]),
  ...inFile("catalog/shop-export.ts", "catalog/reading", [
    ["return Math.trunc(Number(text));", "return 0;", "another shop's stock is none"],
    ['text.replace(",", ".")', 'text.replace(",", "")', "12,50 of another shop is 1250"],
    ["capacity: Math.max(1, stock)", "capacity: stock", "an edition without stock cannot be taken over"],
  ]),
  ...inFile("catalog/shopify-products.ts", "catalog/reading", [
    [
      'get(row, "handle") || get(row, "title") || last',
      'get(row, "handle") || get(row, "title")',
      "a variant row without a handle is another product",
    ],
    ['option !== "Default Title"', 'option !== ""', "a single variant is called Default Title"],
  ]),
  ...inFile("catalog/woocommerce-products.ts", "catalog/reading", [
    ["parent === `id:${cells.id}`", "false", "a variation does not find its parent by number"],
    ["brief.length <= 200 && !brief.includes", "!brief.includes", "a long short text is refused"],
  ]),
  ...inFile("catalog/plain-text.ts", "catalog/reading", [
    ["if (silent.has(name)) silence -= 1;", "", "everything after a script is lost"],
    ['if (name === "li") text += "- ";', "", "a list reads as paragraphs"],
  ]),
  ...inFile("catalog/plan-waves.ts", "catalog/reading", [
    ["if (capacity < units) throw", "if (capacity <= 0) throw", "units are without a window"],
    ["wave.capacity < allocated", "wave.capacity < 0", "a wave promises more than it holds"],
    ["if (hasOrders) throw", "if (!id) throw", "a wave with orders is taken away"],
    [
      "allocated > 0 && (wave.start !== start || wave.end !== end)",
      "allocated > 0 && wave.start !== start",
      "the end that was promised moves",
    ],
  ]),
  ...inFile("catalog/judge-prices.ts", "payments/money-truths", [
    ["rest > 0 && rest < limits.least", "rest > 0 && rest <= 0", "a balance is left that no rail charges"],
  ]),
  ...inFile("catalog/set-prices.ts", "catalog/prices", [
    ["currency: { notIn: offered } },", "currency: { in: [] } },", "a currency that somebody waits in is taken away"],
    [
      "    await tx.editionPrice.deleteMany({ where: { editionId: edition.id } });\n",
      "",
      "a price that was taken away still sells",
    ],
  ]),
  ...inFile("catalog/switch-sales.ts", "catalog/shelf", [
    [
      "if (promise.capacity < promise.units)",
      "if (promise.capacity < 0)",
      "a sale is opened without a window for every unit",
      "shows/end catalog/shelf",
    ],
    [
      "for (const editionId of opened.toSorted()) await serveWaitlist(write, editionId);\n",
      "",
      "who waited while a sale was closed is passed by",
      "queue/line catalog/shelf",
    ],
    [
      "AND p.archived_at IS NULL AND e.sales_closed_by",
      "AND e.sales_closed_by",
      "what was put away is sold again with the show",
      "shows/end catalog/shelf",
    ],
  ]),
  ...inFile("catalog/lock-product.ts", "catalog/shelf", [
    ["d.status IN ('ARMED', 'OPEN') LIMIT 1", "d.status IN ('OPEN') LIMIT 1", "a product in an armed drop is put away"],
    ['if (product.archived) throw new Refusal("product_archived");\n', "", "what was put away can be sold"],
  ]),
  ...inFile("catalog/view.ts", "catalog/sales-state", [
    [
      "(row.inventory?.available ?? 0) - (row.inventory?.pooled ?? 0)",
      "(row.inventory?.available ?? 0)",
      "a page offers the units of a drop",
      "drops/pool catalog/sales-state",
    ],
    ["archivedAt === null && shows.length > 0", "archivedAt === null", "what opens in no show waits for one"],
  ]),
  ...inFile("catalog/order-editions.ts", "catalog/shelf", [
    [
      "ORDER BY w.position NULLS LAST,",
      "ORDER BY w.position NULLS FIRST,",
      "an edition that was not named comes first",
    ],
  ]),
  ...inFile("catalog/write-catalog.ts", "catalog/import", [
    [
      "p.place + (SELECT coalesce(max(position), 0)",
      "p.place + (SELECT 0 * coalesce(max(position), 0)",
      "imported products stand before those of the run list",
    ],
    ["position: index + 1, ...wave", "position: 1, ...wave", "the waves of an import have no order"],
  ]),
  ...inFile("catalog/schema.ts", "catalog/reading", [
    [
      "before.start <= wave.start && before.end <= wave.end",
      "before.start <= wave.start",
      "a later wave ends before an earlier one",
    ],
    ["size === prices.length + 1", "size >= prices.length", "an edition has two prices in one currency"],
  ]),
];
