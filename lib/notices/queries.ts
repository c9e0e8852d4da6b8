import { z } from "zod";
import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { logoId } from "#lib/notices/mail-html.ts";
import type { NoticeMail, NoticePage, NoticeQuery } from "#lib/notices/schema.ts";
import { viewNotice } from "#lib/notices/view.ts";
import { subjectOf, writeMail } from "#lib/notices/write-mail.ts";
import type { Notice } from "#prisma/client/client.ts";

const most = 50;

/** The outbox, newest first. */
export async function listNotices(
  { db, env }: Uses<"db" | "env">,
  _reader: MoneyReader,
  { search, state, after }: NoticeQuery,
): Promise<NoticePage> {
  const order = z.uuid().safeParse(search);
  const about = order.success
    ? { preorderId: order.data }
    : { address: { contains: search, mode: "insensitive" as const } };
  const rows = await db.notice.findMany({
    where: { ...(search ? about : {}), state },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most + 1,
    ...(after ? { cursor: { id: after }, skip: 1 } : {}),
  });
  const page = rows.slice(0, most);
  return {
    notices: page.map((row) => viewNotice(row, subjectOf(row))),
    next: rows.length > most ? (page.at(-1)?.id ?? null) : null,
    smtpHost: env.SMTP_URL ? new URL(env.SMTP_URL).hostname : null,
  };
}

/** One mail as it was, or would be, sent; links that open an account are for its owner, and in a real shop for who owns that. */
export async function findNotice(
  app: Uses<"db" | "env" | "shop">,
  reader: MoneyReader,
  id: string,
): Promise<NoticeMail | null> {
  const row = await app.db.notice.findUnique({ where: { id } });
  if (!row) return null;
  const { subject, text, html, calendar } = await writeMail(
    app,
    (await isOwner(app, reader)) ? row : { ...row, facts: withoutKeys(row.facts) },
  );
  return { ...viewNotice(row, subject), text, html: await withPicture(app, html), calendar };
}

/** A mail brings its logo along; on a page it lies where the shop keeps it. */
async function withPicture({ env, shop }: Uses<"env" | "shop">, html: string): Promise<string> {
  const { logo } = await shop.read();
  return html.replace(`cid:${logoId}`, `${env.PUBLIC_URL}${logo?.src ?? ""}`);
}

/** A demo's owner is anybody who reads its banner. */
async function isOwner({ db }: Uses<"db">, { role }: MoneyReader): Promise<boolean> {
  if (role !== "owner") return false;
  const { mode } = await db.shop.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true } });
  return mode === "real";
}

const opening = ["confirm-address", "set-password", "join"];

function withoutKeys(facts: unknown): Notice["facts"] {
  return JSON.parse(JSON.stringify(facts), (name, value: unknown) => {
    if (name === "code") return "······";
    if (typeof value !== "string" || !URL.canParse(value)) return value;
    const { origin, pathname } = new URL(value);
    return opening.includes(pathname.slice(1)) ? `${origin}${pathname}` : value;
  });
}
