// The product without its pages, as server.ts wires it, and beside it the HTTP baselines on a second port.
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { orderBaselines } from "#bench/arms/order-baselines.ts";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { createShowEvents } from "#bench/harness/show-events.ts";
import { countStatements } from "#bench/harness/statement-count.ts";
import { compose } from "#lib/boot/compose.ts";
import { listen } from "#lib/boot/listen.ts";
import { serve } from "#lib/boot/serve.ts";
import { onStopRequest } from "#lib/boot/stop-signals.ts";
import { readEnv } from "#lib/env.ts";

const env = readEnv({ ...process.env });
const databaseUrl = env.DATABASE_URL ?? "";
const host = "127.0.0.1";
const made = await compose({ env, databaseUrl });
const served = await serve({ made, port: 0, host });
const baselines = orderBaselines({ databaseUrl, sessions: made.sessions });
const arms = createServer(
  { keepAliveTimeout: 65_000 },
  getRequestListener(baselines.fetch, { overrideGlobalObjects: false }),
);
const armsPort = await listen(arms, { port: 0, host });
const events = createShowEvents(made);
let counting: ReturnType<typeof countStatements> | undefined;

answerParent({
  listen: () => ({ port: served.port, armsPort }),
  forgetSessions: () => made.sessions.forgetAll(),
  countStatements: () => {
    counting = countStatements();
  },
  statements: () => counting?.stop(),
  openRoom: async (payload) => Boolean(await made.rooms.open(String(payload))),
  playEvents: (payload) => events.play(payload),
  pulse: (payload) => events.pulse(payload),
  stopEvents: () => events.stop(),
});

onStopRequest(async () => {
  arms.closeAllConnections();
  arms.close();
  await baselines.close();
  await served.drain();
});
