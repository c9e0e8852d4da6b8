import { randomUUID } from "node:crypto";
import { audit } from "#tests/faults/audit.ts";
import { Crowd } from "#tests/faults/customers.ts";
import { buy } from "#tests/faults/plans.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop } from "#tests/faults/shop.ts";
import type { Answer } from "#tests/support/http.ts";

const sizes = { short: { greedy: 5, neighbours: 300 }, full: { greedy: 100, neighbours: 500 } };
const tries = 50;
const limit = 2;

export const greedyBuyers: Scenario = {
  name: "greedy-buyers",
  promise:
    "fifty tries at once get one buyer no more than the limit, and five hundred behind one address are all served",
  run: ({ size, say }) =>
    inShop(async (shop) => {
      const { greedy, neighbours } = sizes[size];
      const { editionId } = await shop.openEdition({ stock: 100_000, perPersonLimit: limit });
      const crowd = new Crowd({
        doors: [shop.door.http],
        buyers: await shop.buyers(neighbours),
        plans: [buy(editionId)],
      });
      const violations: string[] = [];
      let slowed = 0;
      for (const [index, buyer] of (await shop.buyers(greedy)).entries()) {
        say(`greedy buyer ${index + 1} of ${greedy}`);
        const answers = await Promise.all(
          Array.from({ length: tries }, async () => {
            const errand = { kind: "order", path: "/api/preorders", key: randomUUID(), body: { editionId } };
            const answer = await shop.door.http("POST", errand.path, { cookie: buyer.cookie, ...errand });
            crowd.told.push({ errand, buyer, answer });
            return answer;
          }),
        );
        violations.push(...judge(answers));
        slowed += answers.filter(({ status }) => status === 429).length;
      }
      say("neighbours");
      await crowd.rush();
      const refused = crowd.statuses.get(429) ?? 0;
      if (refused > 0) violations.push(`${refused} of ${neighbours} neighbours were told to slow down`);
      const report = await audit(shop, crowd, { faults: greedy });
      return {
        ...report,
        requests: report.requests + greedy * tries,
        notes: { ...report.notes, toldToSlowDown: slowed },
        violations: [...violations, ...report.violations],
      };
    }),
};

function judge(answers: Answer[]): string[] {
  const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
  const silent = answers.filter(({ status, headers }) => status === 429 && headers["retry-after"] === undefined).length;
  return [
    ...(count(201) === limit ? [] : [`a greedy buyer got ${count(201)} of ${limit}`]),
    ...(count(429) > 0 ? [] : [`${tries} tries at once were never told to slow down`]),
    ...(silent > 0 ? [`${silent} were told to slow down and not for how long`] : []),
    ...(count(201) + count(409) + count(429) === tries ? [] : ["a greedy buyer got an answer of another kind"]),
  ];
}
