import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop } from "#tests/faults/shop.ts";
import { tradeWhile } from "#tests/faults/trading.ts";

const sizes = {
  short: { kills: 2, buyers: 400, perSecond: 40, scarce: 60, isPatient: true },
  full: { kills: 20, buyers: 4000, perSecond: 250, scarce: 400, isPatient: true },
};

export const killServer: Scenario = {
  name: "kill-server",
  promise: "kill -9 of the server at random moments loses, doubles, oversells and strands nothing, orders or money",
  run: ({ size, say }) =>
    inShop((shop) => {
      const { kills, ...trade } = sizes[size];
      return tradeWhile(shop, trade, async () => {
        const back: number[] = [];
        for (let kill = 1; kill <= kills; kill += 1) {
          say(`kill ${kill} of ${kills}`);
          await sleep(300 + Math.random() * 1200);
          await shop.door.kill();
          await shop.door.restart();
          back.push(performance.now());
        }
        return back;
      });
    }),
};
