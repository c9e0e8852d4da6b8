import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

/** Sessions whose second step never came, and apps whose first code never did. */
export const halfSessionExpiry: TimedWork<Uses<"db">> = {
  name: "forget-half-sessions",
  every: 60,
  due: "EXISTS (SELECT FROM session WHERE factor_due < now() - interval '1 minute')",
  work: async ({ db }) => {
    await db.$executeRaw`DELETE FROM session WHERE factor_due < now()`;
    await db.$executeRaw`DELETE FROM factor WHERE confirmed_at IS NULL AND created_at < now() - interval '1 day'`;
  },
};
