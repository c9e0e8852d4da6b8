import { readFileSync } from "node:fs";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import type { EmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { startScratchPostgres } from "#lib/boot/postgres/scratch-postgres.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";
import type { AppProcess } from "#tests/support/app-process.ts";
import { type Site, type SiteOverrides, startSite } from "#tests/support/site.ts";

export type Shop = Site & {
  /** The first of its servers. */
  door: AppProcess;
  postgres: EmbeddedPostgres;
  /** What is on sale, as the audit sees it. */
  shelf: OpenEdition[];
};

type Overrides = Omit<SiteOverrides, "databaseUrl"> & { postgres?: EmbeddedPostgres };

/** Does the work in a shop of its own: real servers on a Postgres that flushes every commit to disk. */
export async function inShop<Result>(
  work: (shop: Shop) => Promise<Result>,
  overrides: Overrides = {},
): Promise<Result> {
  const { postgres = await startScratchPostgres({ durable: true }), ...site } = overrides;
  try {
    await migrate({ databaseUrl: postgres.url });
    const opened = await startSite({ ...site, databaseUrl: postgres.url });
    try {
      const [door] = opened.doors;
      if (!door) throw new Error("a shop needs a server");
      return await work(stock({ ...opened, door, postgres, shelf: [] }));
    } finally {
      await opened.stop();
    }
  } finally {
    await postgres.stop();
  }
}

/** Remembers every edition that is opened, for the audit. */
function stock(shop: Shop): Shop {
  return {
    ...shop,
    async openEdition(overrides, hostEmail) {
      const edition = await shop.openEdition(overrides, hostEmail);
      shop.shelf.push(edition);
      return edition;
    },
  };
}

/** Memory of the first server, in bytes; 0 where the system does not tell. */
export function residentBytes({ door }: Pick<Shop, "door">): number {
  if (process.platform !== "linux") return 0;
  const status = readFileSync(`/proc/${door.pid()}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
