import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop } from "#tests/faults/shop.ts";
import { tradeWhile } from "#tests/faults/trading.ts";

const sizes = {
  short: { kills: 2, buyers: 400, perSecond: 40, scarce: 60, isPatient: false },
  full: { kills: 10, buyers: 4000, perSecond: 200, scarce: 400, isPatient: true },
};

export const twoServers: Scenario = {
  name: "two-servers",
  promise: "two servers sell from one shelf exactly, also while one or the other is killed under its customers",
  run: ({ size, say }) =>
    inShop(
      (shop) => {
        const { kills, ...trade } = sizes[size];
        return tradeWhile(shop, trade, async () => {
          const back: number[] = [];
          for (let kill = 0; kill < kills; kill += 1) {
            say(`kill ${kill + 1} of ${kills}`);
            await sleep(300 + Math.random() * 1000);
            const door = shop.doors[kill % 2];
            await door?.kill();
            await door?.restart();
            back.push(performance.now());
          }
          return back;
        });
      },
      { processes: 2 },
    ),
};
