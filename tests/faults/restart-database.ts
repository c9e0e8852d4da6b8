import { setTimeout as sleep } from "node:timers/promises";
import { restart } from "#tests/faults/postgres-processes.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop } from "#tests/faults/shop.ts";
import { tradeWhile } from "#tests/faults/trading.ts";

const sizes = {
  short: { restarts: 2, buyers: 400, perSecond: 40, scarce: 60, isPatient: false },
  full: { restarts: 10, buyers: 4000, perSecond: 250, scarce: 400, isPatient: true },
};
/** Fast, immediate, and no goodbye at all. */
const ways = ["SIGINT", "SIGQUIT", "SIGKILL"] as const;

export const restartDatabase: Scenario = {
  name: "restart-database",
  promise: "a restart of Postgres, polite or not, is a hiccup: the server lives on and sells again at once",
  run: ({ size, say }) =>
    inShop((shop) => {
      const { restarts, ...trade } = sizes[size];
      return tradeWhile(shop, trade, async () => {
        const back: number[] = [];
        for (let turn = 0; turn < restarts; turn += 1) {
          const way = ways[turn % ways.length] ?? "SIGINT";
          say(`restart ${turn + 1} of ${restarts}, ${way}`);
          await sleep(300 + Math.random() * 1200);
          back.push(await restart(shop, way));
        }
        return back;
      });
    }),
};
