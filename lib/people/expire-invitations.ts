import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

/** Invitations are forgotten 90 days after they ran out, whatever became of them: who was invited is a person's data. */
export const invitationExpiry: TimedWork<Uses<"db">> = {
  name: "forget-invitations",
  every: 3600,
  due: "EXISTS (SELECT FROM invitation WHERE expires_at < now() - interval '90 days')",
  work: ({ db }) => db.$executeRaw`DELETE FROM invitation WHERE expires_at < now() - interval '90 days'`,
};
