import { setTimeout as sleep } from "node:timers/promises";
import { findBackends, signalAll, untilAnswers } from "#tests/faults/postgres-processes.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop } from "#tests/faults/shop.ts";
import { tradeWhile } from "#tests/faults/trading.ts";

const sizes = {
  short: { kills: 2, buyers: 400, perSecond: 40, scarce: 60, isPatient: false },
  full: { kills: 10, buyers: 4000, perSecond: 250, scarce: 400, isPatient: true },
};

export const killBackend: Scenario = {
  name: "kill-backend",
  promise: "a process of Postgres that is ended, or killed in the middle of a batch, takes no order with it",
  run: ({ size, say }) =>
    inShop((shop) => {
      const { kills, ...trade } = sizes[size];
      return tradeWhile(shop, trade, async () => {
        const back: number[] = [];
        for (let kill = 0; kill < kills; kill += 1) {
          say(`backend ${kill + 1} of ${kills}`);
          await sleep(300 + Math.random() * 1200);
          const backends = await findBackends(shop);
          // Ended politely every one loses its line; one that is killed makes Postgres recover as after a crash.
          if (kill % 2 === 0) signalAll(backends, "SIGTERM");
          else signalAll(backends.slice(0, 1), "SIGKILL");
          await sleep(50);
          back.push(await untilAnswers(shop));
        }
        return back;
      });
    }),
};
