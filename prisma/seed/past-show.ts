import { randomUUID } from "node:crypto";
import type { Host } from "#lib/accounts/gate.ts";
import type { Container } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { placeOrders } from "#lib/engine/place-orders.ts";
import { writePastTalk } from "#prisma/seed/past-talk.ts";

const names = [
  "Wang Fang",
  "Liu Wei",
  "Zhao Min",
  "Sun Yue",
  "Zhou Jie",
  "Wu Lei",
  "Xu Na",
  "Ma Chao",
  "Hu Ting",
  "Guo Liang",
  "Anna Berg",
  "Tomás Vidal",
];
const buyersPerEdition = 36;
/** Seconds from one product that is shown to the next: their place in the film. */
const pinnedAfter = 8;
/** Minutes. */
const length = 8;

/**
 * The show that was: sold for real, through the same function that sells everything, and then ended. Its times are moved
 * to an evening three days ago.
 */
export async function sellWorkshopNight(db: Container["db"], host: Host, productIds: string[]) {
  const show = await db.show.create({
    data: {
      slug: "workshop-night",
      title: "Workshop night: the band, the mug, the model",
      texts: {
        "zh-CN": {
          title: "工坊之夜：手环、搪瓷杯与车模",
          summary: "在工作台前的一个晚上：手环、人人都在问的杯子，还有一辆能放上书架的车。",
        },
      },
      summary: "An evening at the bench: the band, the mug everybody asked for, and a car that fits on a shelf.",
      poster: "/demo/poster-ended-wide.svg",
      hostId: host.id,
      status: "LIVE",
      startsAt: new Date(),
      wentLiveAt: new Date(),
    },
  });
  const small = productIds.slice(1);
  await db.showProduct.createMany({
    data: small.map((productId, index) => ({ showId: show.id, productId, position: index + 1 })),
  });
  const editions = await db.edition.findMany({ where: { productId: { in: small } } });
  const buyers = await writeBuyers(db);
  for (const [index, { id }] of editions.entries()) {
    await db.edition.update({ where: { id }, data: { salesOpen: true } });
    const batch = buyers.slice(index * 4, index * 4 + buyersPerEdition);
    await placeOrders(
      db,
      { editionId: id, dropId: null },
      batch.map((buyer) => ({
        id: orderId(),
        userId: buyer.id,
        buyerName: buyer.name,
        idemKey: randomUUID(),
        quantity: 1,
        contact: buyer.email,
        person: buyer.email,
        currency: null,
        cityId: null,
      })),
    );
    await db.edition.update({ where: { id }, data: { salesOpen: false } });
  }
  const evening = new Date(Date.now() - 3 * 86_400_000);
  evening.setUTCHours(12, 0, 0, 0);
  await db.cue.createMany({
    data: small.map((productId, index) => ({
      showId: show.id,
      atStreamMs: evening.getTime() + pinnedAfter * (index + 1) * 1000,
      kind: "pin",
      payload: { productId },
    })),
  });
  await writePastTalk(db, { showId: show.id, startedAt: evening, viewers: buyers, host });
  const minutes = audienceOf(show.id, evening);
  await db.showMinute.createMany({ data: minutes });
  await db.show.update({
    where: { id: show.id },
    data: {
      status: "ENDED",
      startsAt: evening,
      wentLiveAt: evening,
      endedAt: new Date(evening.getTime() + length * 60_000),
      peakViewers: Math.max(...minutes.map(({ viewers }) => viewers)),
      likes: minutes.reduce((likes, minute) => likes + minute.likes, 0),
    },
  });
}

/** An invented evening's audience by the minute: it gathers, swells when the mug comes out, and goes home. */
function audienceOf(showId: string, evening: Date) {
  return Array.from({ length }, (_, minute) => {
    const gathered = Math.min(1, minute / 2) * Math.min(1, (length - minute) / 2);
    const swell = 1 + 0.6 * Math.exp(-(((minute - 5) / 2) ** 2));
    const viewers = Math.round(410 * gathered * swell);
    return {
      showId,
      minute: new Date(evening.getTime() + minute * 60_000),
      viewers,
      likes: Math.round(viewers * 0.9 * swell),
    };
  });
}

async function writeBuyers(db: Container["db"]) {
  const count = buyersPerEdition + 8;
  return db.user.createManyAndReturn({
    data: Array.from({ length: count }, (_, index) => {
      const name = names[index % names.length] ?? "Guest";
      return { name, email: `fan${index + 1}@demo.launchroom`, emailVerified: true };
    }),
  });
}
