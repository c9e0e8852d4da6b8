import { audit } from "#tests/faults/audit.ts";
import { Crowd } from "#tests/faults/customers.ts";
import { buy } from "#tests/faults/plans.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop, type Shop } from "#tests/faults/shop.ts";

const sizes = {
  short: [
    { runs: 1, buyers: 1500, units: 400 },
    { runs: 2, buyers: 200, units: 1 },
  ],
  full: [
    { runs: 50, buyers: 2000, units: 500 },
    { runs: 20, buyers: 200, units: 1 },
  ],
};

export const rush: Scenario = {
  name: "rush",
  promise: "when everybody asks in the same second exactly the stock is sold, not a unit more, not one less",
  run: ({ size, say }) =>
    inShop(async (shop) => {
      const buyers = await shop.buyers(2000);
      const crowd = new Crowd({ doors: [shop.door.http], buyers, plans: [] });
      const violations: string[] = [];
      let runs = 0;
      for (const kind of sizes[size]) {
        for (let run = 1; run <= kind.runs; run += 1) {
          say(`${kind.buyers} buyers on ${kind.units} units, ${run} of ${kind.runs}`);
          const edition = await shop.openEdition({ stock: kind.units });
          await Promise.all(buyers.slice(0, kind.buyers).map((buyer) => crowd.enter(buy(edition.editionId), buyer)));
          violations.push(...(await findUneven(shop, crowd, edition, kind)));
          runs += 1;
        }
      }
      const report = await audit(shop, crowd, { faults: runs });
      return { ...report, violations: [...violations, ...report.violations] };
    }),
};

async function findUneven(
  { db }: Shop,
  crowd: Crowd,
  { editionId, sku }: { editionId: string; sku: string },
  { buyers, units }: { buyers: number; units: number },
): Promise<string[]> {
  const told = crowd.told.filter(({ errand }) => Reflect.get(errand.body, "editionId") === editionId);
  const yes = told.filter(({ answer }) => answer.status === 201).length;
  const soldOut = told.filter(({ answer }) => answer.text.includes('"sold_out"')).length;
  const [stock] = await db.$queryRaw<object[]>`SELECT * FROM audit_stock WHERE sku = ${sku}`;
  const found = JSON.stringify({ yes, soldOut, ...stock });
  const wanted = JSON.stringify({
    ...{ yes: units, soldOut: buyers - units },
    ...{ sku, initial: units, adjusted: 0, available: 0, held: units, sold: 0 },
  });
  return found === wanted ? [] : [`${found} and not ${wanted}`];
}
