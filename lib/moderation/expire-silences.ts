import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

const over = "coalesce(lifted_at, until) < now() - interval '90 days'";

/** Who was silenced is forgotten 90 days after it ended: browser and address are a person's data. What is for good stays. */
export const silenceExpiry: TimedWork<Uses<"db">> = {
  name: "forget-silences",
  every: 3600,
  due: `EXISTS (SELECT FROM chat_silence WHERE ${over})`,
  work: ({ db }) =>
    db.$executeRaw`DELETE FROM chat_silence WHERE coalesce(lifted_at, until) < now() - interval '90 days'`,
};
