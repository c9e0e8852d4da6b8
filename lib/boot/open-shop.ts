import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { BootError } from "#lib/boot/boot-error.ts";
import { countRows, lostRows } from "#lib/boot/count-rows.ts";
import { type Database, isRetryable } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import { errorCode } from "#lib/error-code.ts";
import { S3Storage } from "#lib/media/recording/s3-storage.ts";
import type { Prisma } from "#prisma/client/client.ts";

type Owner = { email: string; name: string; hash: string };
export type Gone = { what: string; count: number }[];

/** What people put into DATA_DIR. */
const folders = ["recordings", "recordings-cache", "images", "files"];
const mostTries = 5;

/**
 * Takes everything invented away and lets the owner in, or leaves the shop to whoever comes by the opening link. A server that runs hears
 * of it in the same moment: it forgets who anybody was and cuts every line. Returns what went, by table, folder and bucket.
 */
export async function openShop(db: Database, env: Env, owner: Owner | null, shopName?: string): Promise<Gone> {
  const { mode } = await db.shop.findUniqueOrThrow({ where: { id: 1 } });
  if (mode === "real") throw new BootError("This is a real shop already: nothing was changed.");
  await expectNoRecorder(db);
  // Files before rows: a shop that is real is never emptied again, and who was interrupted begins anew.
  const files = [...(await removeFiles(env.DATA_DIR)), ...(await removeCopies(env))];
  const rows = await withoutDeadlock(() => takeOver(db, owner, shopName));
  return [...rows, ...files].filter(({ count }) => count > 0);
}

/** A server beside it holds rows now and then: of two that wait for each other the database ends one, and this one begins again. */
async function withoutDeadlock<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !isRetryable(error)) throw error;
    }
  }
}

function takeOver(db: Database, owner: Owner | null, shopName?: string): Promise<Gone> {
  return db.$transaction(
    async (tx) => {
      const before = await countRows(tx);
      await tx.$executeRaw`TRUNCATE "user", show, product, delivery_city, shipping_zone, audit_entry, verification, guess_count, payment_event, notice, invitation,
        shop_opening, cooling_off, test_rail_charge, test_rail_refund, test_rail_card CASCADE`;
      const gone = lostRows(before, await countRows(tx));
      // The logo lay among the uploads.
      await tx.$executeRaw`UPDATE shop SET mode = 'real', seeded = true, demands_factors = false, story = '', language = 'en', texts = '{}', name = coalesce(${shopName ?? null}, name),
        logo = '', logo_width = 0, logo_height = 0, logo_tone = 'any' WHERE id = 1`;
      if (owner) await writeOwner(tx, owner);
      await tx.$executeRaw`SELECT pg_notify('launchroom', 'shop:opened')`;
      return gone;
    },
    { timeout: 60_000 },
  );
}

async function writeOwner(tx: Prisma.TransactionClient, { email, name, hash }: Owner): Promise<void> {
  const id = randomUUID();
  await tx.user.create({ data: { id, email, name, role: "owner", emailVerified: true } });
  await tx.account.create({ data: { userId: id, accountId: id, providerId: "credential", password: hash } });
}

/** A recorder writes on into files that are being taken away. */
async function expectNoRecorder(db: Database) {
  const [show] = await db.$queryRaw<{ title: string }[]>`
    SELECT s.title FROM recording r JOIN show s ON s.id = r.show_id WHERE r.state = 'RECORDING' AND s.status = 'LIVE' LIMIT 1`;
  if (show) throw new BootError(`"${show.title}" is on air and is being recorded: end it first. Nothing was changed.`);
}

async function removeFiles(dataDir: string): Promise<Gone> {
  return Promise.all(
    folders.map(async (folder) => {
      const found = await readdir(join(dataDir, folder), { withFileTypes: true, recursive: true }).catch(
        (error: unknown) => {
          if (errorCode(error) === "ENOENT") return [];
          throw error;
        },
      );
      const names = await readdir(join(dataDir, folder)).catch(() => []);
      await Promise.all(names.map((name) => rm(join(dataDir, folder, name), { recursive: true, force: true })));
      const count = found.filter((entry) => entry.isFile()).length;
      return { what: `files in ${join(dataDir, folder)}`, count };
    }),
  );
}

async function removeCopies(env: Env): Promise<Gone> {
  const { RECORDINGS_S3_BUCKET: bucket, RECORDINGS_S3_REGION: region, RECORDINGS_S3_ENDPOINT: endpoint } = env;
  if (!bucket) return [];
  const storage = new S3Storage({ bucket, region, ...(endpoint ? { endpoint } : {}) });
  try {
    const copies = await storage.list("");
    await storage.delete("");
    return [{ what: `objects of the bucket ${bucket}`, count: copies.length }];
  } finally {
    storage.close();
  }
}

/** What a shop still lacks before it can sell. */
export function whatIsMissing(env: Env): string[] {
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(env.PUBLIC_URL).hostname);
  return [
    ...(env.STRIPE_SECRET_KEY || env.MANUAL_TRANSFER_INSTRUCTIONS
      ? []
      : ["Nobody can pay yet: set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, or MANUAL_TRANSFER_INSTRUCTIONS."]),
    ...(env.SMTP_URL
      ? []
      : [
          "Mails are written and sent to nobody: set SMTP_URL and MAIL_FROM. Without them nobody can choose a new password.",
        ]),
    ...(isLocal ? [`Links in mails lead to ${env.PUBLIC_URL}: set PUBLIC_URL to the address that visitors use.`] : []),
  ];
}
