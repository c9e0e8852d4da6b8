import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { Prisma } from "#prisma/client/client.ts";

/** What was asked before something else was, more than 90 days ago: three times as long as a reduction is measured by. */
const isOver = `p.since < now() - interval '90 days' AND EXISTS (SELECT FROM price_change n
  WHERE n.edition_id = p.edition_id AND n.currency = p.currency AND n.since > p.since AND n.since < now() - interval '90 days')`;

export const priceChangeExpiry: TimedWork<Uses<"db">> = {
  name: "forget-old-prices",
  every: 3600,
  due: `EXISTS (SELECT FROM price_change p WHERE ${isOver})`,
  work: ({ db }) => db.$executeRaw`DELETE FROM price_change p WHERE ${Prisma.raw(isOver)}`,
};
