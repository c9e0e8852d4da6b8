import type { Host } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";
import { findShowById } from "#lib/shows/queries.ts";
import type { ShowInput, ShowView } from "#lib/shows/schema.ts";

/** Schedules a show. Refuses with slug_taken when the wished address belongs to another one. */
export async function createShow(app: Uses<"db">, host: Host, input: ShowInput): Promise<ShowView> {
  const { db } = app;
  const slug = input.slug ?? slugFor(input.title);
  const id = await db
    .$transaction(async (tx) => {
      const show = await tx.show.create({
        data: { ...input, slug, startsAt: new Date(input.startsAt), hostId: host.id },
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
