import { type Host, requireDeskOf } from "#lib/accounts/gate.ts";
import type { Container } from "#lib/container.ts";
import { armDrop } from "#lib/drops/arm-drop.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { demoTalk } from "#prisma/seed/talk.ts";

/** The talk that a newcomer comes into, and how far apart its lines are. */
const linesBefore = 9;
const secondsApart = 11;

/** Puts the launch on air as its founder would: everything on sale but what the armed drop keeps, the car pinned, the talk begun. */
export async function openLaunch({ db, engine }: Pick<Container, "db" | "engine">, host: Host, slug: string) {
  const show = await db.show.findUniqueOrThrow({
    where: { slug },
    select: { id: true, products: { select: { productId: true }, orderBy: { position: "asc" } }, drops: true },
  });
  const listed = show.products.map(({ productId }) => productId);
  const [drop] = show.drops;
  await db.edition.updateMany({
    where: { productId: { in: listed }, id: { not: drop?.editionId } },
    data: { salesOpen: true },
  });
  if (drop) await armDrop({ engine }, await requireDeskOf(db, host, "drop", drop.id));
  const now = new Date();
  await db.show.update({
    where: { id: show.id },
    data: { status: "LIVE", startsAt: now, wentLiveAt: now, pinnedProductId: listed[0] ?? null },
  });
  await beginTalk(db, show.id, host);
}

async function beginTalk(db: Container["db"], showId: string, host: Host) {
  const viewers = await db.user.findMany({
    where: { email: { startsWith: "fan", endsWith: "@demo.launchroom" } },
    orderBy: { email: "desc" },
    take: linesBefore,
  });
  const lines = demoTalk.slice(-linesBefore).map(({ by, body }, index) => {
    const { id, name, role } = by === "host" ? host : (viewers[index] ?? host);
    const at = new Date(Date.now() - (linesBefore - index) * secondsApart * 1000);
    return { id: orderId(), showId, userId: id, name, role, body, at };
  });
  await db.chatMessage.createMany({ data: lines });
}
