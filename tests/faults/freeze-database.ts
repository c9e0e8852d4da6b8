import { setTimeout as sleep } from "node:timers/promises";
import { findPostgres, signalAll } from "#tests/faults/postgres-processes.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop } from "#tests/faults/shop.ts";
import { tradeWhile } from "#tests/faults/trading.ts";

const sizes = {
  short: { freezes: 1, ms: 7000, buyers: 400, perSecond: 40, scarce: 60, isPatient: false },
  full: { freezes: 2, ms: 15_000, buyers: 4000, perSecond: 150, scarce: 400, isPatient: true },
};

export const freezeDatabase: Scenario = {
  name: "freeze-database",
  promise: "a database that answers nothing for 15 seconds keeps no request waiting beyond 10 and costs no order",
  run: ({ size, say }) =>
    inShop((shop) => {
      const { freezes, ms, ...trade } = sizes[size];
      return tradeWhile(shop, trade, async () => {
        const back: number[] = [];
        for (let freeze = 1; freeze <= freezes; freeze += 1) {
          say(`freeze ${freeze} of ${freezes}`);
          const { all, postmaster } = await findPostgres(shop);
          try {
            signalAll([postmaster], "SIGSTOP");
            signalAll(all(), "SIGSTOP");
            await sleep(ms);
          } finally {
            signalAll(all(), "SIGCONT");
          }
          back.push(performance.now());
          await sleep(3000);
        }
        return back;
      });
    }),
};
