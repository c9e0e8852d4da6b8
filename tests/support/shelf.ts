import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { type Database, openDatabase } from "#lib/db.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { type OpenEdition, writeOpenEdition } from "#prisma/seed/open-edition.ts";
import { createDatabase } from "#tests/support/database.ts";

type Overrides = Parameters<typeof writeOpenEdition>[2];

export type Asked = {
  userId: string;
  person?: string;
  quantity?: number;
  currency?: string;
  cityId?: string;
  key?: string;
  code?: Buffer;
  guest?: { network: string; device?: string };
  proven?: boolean;
};

/** What the engine's functions are called with, and things to sell by them, on a database without a server. */
export type Shelf = Awaited<ReturnType<typeof openShelf>>;

export async function openShelf() {
  const database = await createDatabase();
  const db = openDatabase(database.url, { connections: 4 });
  const host = await person(db, "host");

  return {
    db,
    databaseUrl: database.url,
    openEdition: (overrides: Overrides = {}): Promise<OpenEdition> => writeOpenEdition(db, host.email, overrides),
    buyer: () => person(db, "viewer"),
    /** A drop of an edition that is armed, open to those who waited until `closesInMs`, or only prepared. */
    async addDrop({ showId, editionId }: OpenEdition, { isArmed = true, isOpen = false, ...more }: DropWishes = {}) {
      const { id } = await db.drop.create({
        data: { showId, editionId, title: "Ten", units: 10, seconds: 300, ...more },
      });
      if (isArmed || isOpen) await ask(db, "SELECT arm_drop($1::uuid, $2) AS answer", id, randomBytes(32));
      if (isOpen) {
        await db.$executeRaw`UPDATE drop SET opens_at = now() - interval '1 second', closes_at = now() + interval '5 minutes' WHERE id = ${id}::uuid`;
        await ask(db, "SELECT advance_drop($1::uuid) AS answer", id);
      }
      return id;
    },
    /** Asks one function for its answer; `$1` and so on stand for the values. */
    ask: (sql: string, ...values: unknown[]) => ask(db, `SELECT ${sql} AS answer`, ...values),
    /** What becomes of requests that are placed as one batch. */
    async place(editionId: string, requests: Asked[], dropId: string | null = null) {
      const call = "SELECT place_preorders($1::uuid, $2::uuid, read_requests($3::json)) AS answer";
      return placed.parse(await ask(db, call, editionId, dropId, written(requests)));
    },
    /** The same by the door of open sale, which bounds what is held unpaid. */
    async buy(editionId: string, requests: Asked[]) {
      const call = "SELECT place_on_sale($1::uuid, read_requests($2::json)) AS answer";
      const answer = z
        .object({ refused: z.array(z.string().nullable()).optional() })
        .parse(await ask(db, call, editionId, written(requests)));
      return answer.refused ?? requests.map(() => null);
    },
    async join(editionId: string, requests: Asked[], dropId: string | null = null) {
      const call = "SELECT join_queue($1::uuid, $2::uuid, read_requests($3::json)) AS answer";
      return joined.parse(await ask(db, call, editionId, dropId, written(requests)));
    },
    /** The newest order of a buyer. */
    orderOf: (userId: string) => db.preorder.findFirstOrThrow({ where: { userId }, orderBy: { placedAt: "desc" } }),
    async close() {
      await db.$disconnect();
      await database.drop();
    },
  };
}

type DropWishes = {
  isArmed?: boolean;
  isOpen?: boolean;
  units?: number;
  perPersonLimit?: number;
  holdSeconds?: number;
  challenge?: boolean;
};

const placed = z.object({
  outcomes: z.array(z.string()),
  fits: z.number().nullish(),
  available: z.number().optional(),
  pooled: z.number().optional(),
  holdExpiresAt: z.string().optional(),
  at: z.string().optional(),
  replays: z.record(z.string(), z.unknown()).optional(),
});
const joined = z.object({ outcomes: z.array(z.string()), entries: z.array(z.object({ id: z.string() }).nullable()) });

async function person(db: Database, role: "host" | "viewer") {
  const email = `${role}-${randomUUID().slice(0, 8)}@test.launchroom`;
  const { id } = await db.user.create({ data: { name: `Some ${role}`, email, role, emailVerified: true } });
  return { id, email, userId: id };
}

async function ask(db: Database, sql: string, ...values: unknown[]): Promise<unknown> {
  const [row] = await db.$queryRawUnsafe<{ answer: unknown }[]>(sql, ...values);
  return row?.answer;
}

function written(requests: Asked[]): string {
  return JSON.stringify(
    requests.map(
      ({ userId, person: one = `${userId}@one`, quantity = 1, currency, cityId, key, code, guest, proven }) => ({
        id: orderId(),
        user_id: userId,
        person: one,
        idem_key: key ?? randomUUID(),
        quantity,
        contact: one,
        currency,
        city_id: cityId,
        guest: guest && true,
        network: guest?.network,
        device: guest?.device,
        proven,
        code_hash: code && `\\x${code.toString("hex")}`,
      }),
    ),
  );
}
