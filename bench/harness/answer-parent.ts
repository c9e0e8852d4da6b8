import { z } from "zod";

const question = z.object({ id: z.number(), name: z.string(), payload: z.unknown().optional() });

const drainedWithin = 5000;

/** The child's side of `Child`: every question by its name, besides the two that each arm answers alike. */
export function answerParent(answers: Record<string, (payload: unknown) => unknown>) {
  const all: Record<string, (payload: unknown) => unknown> = { processorSeconds, memory, ...answers };
  process.on("message", (message) => void answer(message));
  // An arm does not outlive an interrupted benchmark; the product gets the time to drain.
  process.once("disconnect", () => setTimeout(() => process.exit(), drainedWithin).unref());

  async function answer(message: unknown) {
    const { id, name, payload } = question.parse(message);
    try {
      process.send?.({ id, value: await all[name]?.(payload) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Live bytes after collecting garbage, and resident ones, which also hold pages that earlier garbage left behind. */
async function memory(): Promise<{ live: number; resident: number }> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
    await new Promise((resume) => setTimeout(resume, 100));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { live: heapUsed + external, resident: rss };
}
