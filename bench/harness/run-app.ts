import { createServer } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { createProfiler } from "#bench/harness/profiler.ts";
import { createShowEvents } from "#bench/harness/show-events.ts";
import { countStatements } from "#bench/harness/statement-count.ts";
import { compose } from "#lib/boot/compose.ts";
import { listen } from "#lib/boot/http/listen.ts";
import type { PageHandler } from "#lib/boot/http/render-apart.ts";
import { serve } from "#lib/boot/serve.ts";
import { onStopRequest } from "#lib/boot/stop-signals.ts";
import { readEnv } from "#lib/env.ts";

/** The product, wired as server.ts wires it; with `pages` also Next alone on a port of its own, asked for by "handlerPort". */
export async function runApp({ pages }: { pages?: PageHandler } = {}): Promise<void> {
  const env = readEnv({ ...process.env });
  const databaseUrl = env.DATABASE_URL ?? "";
  const made = await compose({ env, databaseUrl });
  const served = await serve({ made, port: 0, host: "127.0.0.1", ...(pages && { pages: { answer: pages } }) });
  const alone = pages && (await listen(createServer(pages), { port: 0, host: "127.0.0.1" }));
  const events = createShowEvents(made);
  const profiler = createProfiler();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  let counting: ReturnType<typeof countStatements> | undefined;

  answerParent({
    listen: () => served.port,
    handlerPort: () => alone,
    forgetSessions: () => made.sessions.forgetAll(),
    countStatements: () => {
      counting = countStatements();
    },
    statements: () => counting?.stop(),
    watchLoop: () => {
      loop.reset();
      loop.enable();
    },
    loopDelay: () => {
      loop.disable();
      return { p99: loop.percentile(99) / 1e6, max: loop.max / 1e6 };
    },
    startTake: (payload) => made.channels.open(String(payload)).startTake({}),
    openRoom: async (payload) => Boolean(await made.rooms.open(String(payload))),
    playEvents: (payload) => events.play(payload),
    pulse: (payload) => events.pulse(payload),
    bustle: (payload) => events.bustle(payload),
    flood: (payload) => events.flood(payload),
    startProfile: () => profiler.start(),
    stopProfile: (payload) => profiler.stop(String(payload)),
    stopEvents: () => events.stop(),
  });

  onStopRequest(() => served.drain());
}
