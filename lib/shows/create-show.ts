import type { Host } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { type Database, isDuplicateOf } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";
import { findShowById } from "#lib/shows/queries.ts";
import type { ShowInput, ShowView } from "#lib/shows/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** Schedules a show, or drafts it. Refuses with slug_taken when the wished address belongs to another one. */
export async function createShow(app: Uses<"db">, host: Host, input: ShowInput): Promise<ShowView> {
  const { db } = app;
  const { isDraft, ...said } = input;
  const slug = input.slug ?? slugFor(input.title);
  const status = isDraft ? "DRAFT" : "SCHEDULED";
  const id = await db
    .$transaction(async (tx) => {
      const show = await tx.show.create({
        data: { ...said, slug, status, startsAt: new Date(input.startsAt), hostId: host.id },
      });
      await recordAct(tx, {
        actorId: host.id,
        action: "show.created",
        subject: `show:${show.id}`,
        after: { ...input, slug },
      });
      return show.id;
    })
    .catch((error: unknown) => {
      if (isDuplicateOf(error, "slug")) throw new Refusal("slug_taken", { field: "slug" });
      throw error;
    });
  const view = await findShowById(app, id);
  if (!view) throw new Error(`show ${id} vanished`);
  return view;
}

type Draft = Omit<Prisma.ShowUncheckedCreateInput, "slug" | "status">;

/** A draft at an address of its own, and what goes into it, in one transaction. Returns its id. */
export async function createDraft(
  db: Database,
  draft: Draft,
  fill: (tx: Prisma.TransactionClient, id: string) => Promise<void>,
): Promise<string> {
  return db.$transaction(async (tx) => {
    const { id } = await tx.show.create({ data: { ...draft, slug: slugFor(draft.title), status: "DRAFT" } });
    await fill(tx, id);
    return id;
  });
}

/** An address from the title; a title in another script, or a common one, gets a few random letters. */
function slugFor(title: string): string {
  const base = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return [base || "show", crypto.randomUUID().slice(0, 6)].join("-");
}
