import { asStaffHost, type Host } from "#lib/accounts/gate.ts";
import { writeProduct } from "#lib/catalog/create-product.ts";
import type { Container } from "#lib/container.ts";
import { skipTelling } from "#lib/preorders/notify-buyers.ts";
import type { Prisma } from "#prisma/client/client.ts";
import { demoCatalog } from "#prisma/seed/catalog.ts";
import { writeCities } from "#prisma/seed/cities.ts";
import { sellWorkshopNight } from "#prisma/seed/past-show.ts";
import { demoPeople, writePeople } from "#prisma/seed/people.ts";

/** The show that a film may be the picture of, and the one that is over. */
export const demoShows = { live: "petrel-launch", past: "workshop-night" };

type Filling = {
  /** People alone, to begin with shows of one's own. */
  isEmpty?: boolean;
  /** Nobody and nothing: a shop of one's own from the first start. */
  isReal?: boolean;
  /** What else is done before the demo counts as filled. */
  finish?: (host: Host) => Promise<void>;
};

/** Fills a demo database the first time. Returns whether this is a demo or somebody's real shop, which is left alone. */
export async function seedOnce(
  { db }: Pick<Container, "db">,
  { isEmpty = false, isReal = false, finish }: Filling = {},
): Promise<"demo" | "real"> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: 1 } });
  if (shop.mode === "real") return "real";
  if (!shop.seeded && isReal) {
    await db.shop.update({ where: { id: 1 }, data: { seeded: true, mode: "real" } });
    return "real";
  }
  if (!shop.seeded) {
    const people = await writePeople(db);
    if (!isEmpty) {
      const host = hostFrom(people);
      await writeShows(db, host);
      await finish?.(host);
    }
    await skipTelling(db);
    await db.shop.update({ where: { id: 1 }, data: { seeded: true } });
  }
  return "demo";
}

/** Ready to be armed, so that whoever opens the desk has a drop to try at once. */
const firstFifty = {
  title: "The first fifty",
  texts: { "zh-CN": { title: "首批五十台" } },
  units: 50,
  perPersonLimit: 1,
  seconds: 300,
  holdSeconds: 180,
  mode: "SHUFFLED",
} as const;

/** What one takes along besides the car. */
const fromTheWorkshop = {
  slug: "from-the-workshop",
  name: "From the workshop",
  description: "Small things that were made beside the car: for the wrist, for the coffee, for the shelf.",
  texts: {
    "zh-CN": { name: "工坊出品", description: "造车之余做的小东西：戴在手上的、喝咖啡用的、摆在架子上的。" },
  },
};

/** What viewers find beside its price: what it costs to make, and what everybody gets when enough are reserved. */
async function writeMugFacts(tx: Prisma.TransactionClient) {
  const { id: editionId, currency } = await tx.edition.findUniqueOrThrow({ where: { sku: "MUG" } });
  const parts = [
    { names: { en: "Steel and enamel", "zh-CN": "钢坯与搪瓷" }, minor: 2300 },
    { names: { en: "Firing, twice", "zh-CN": "两次烧制" }, minor: 1400 },
    { names: { en: "Box and shelf", "zh-CN": "包装与仓储" }, minor: 600 },
  ];
  await tx.costSheet.create({ data: { editionId, currency, lines: parts } });
  const texts = { "zh-CN": { gift: "同款杯垫" } };
  await tx.goal.create({ data: { editionId, units: 100, gift: "A coaster of the same enamel", texts } });
}

function hostFrom(people: Map<string, string>): Host {
  const [founder] = demoPeople;
  const host = asStaffHost({
    ...founder,
    id: people.get(founder.email) ?? "",
    isAnonymous: false,
    emailVerified: true,
  });
  if (!host) throw new Error("the demo's founder may not host");
  return host;
}

async function writeShows(db: Container["db"], host: Host) {
  const minutes = (n: number) => new Date(Date.now() + n * 60_000);
  const shows = {
    launch: {
      slug: demoShows.live,
      title: "The Petrel: its price, its editions, the first five thousand",
      summary:
        "Ines Qiu shows the car in the boat hall, says its price out loud and opens the first five thousand. Questions welcome: she answers what you ask.",
      texts: {
        "zh-CN": {
          title: "海燕首发：价格、版本与首批五千台",
          summary: "裘一诺在老船厂里展示新车，当场揭晓价格，开放首批五千台。欢迎提问，她有问必答。",
        },
      },
      poster: "/demo/poster-live-wide.svg",
      startsAt: minutes(30),
    },
    lantern: {
      slug: "project-lantern",
      title: "What stands under the cloth? Project Lantern unsealed",
      summary: "Something new, sealed until the show. No name, no price, no picture before.",
      texts: {
        "zh-CN": { title: "盖布下是什么？渔火计划揭幕", summary: "新品封存，揭幕前没有名字、价格和图片。" },
      },
      poster: "/demo/poster-upcoming-wide.svg",
      startsAt: minutes(9 * 24 * 60),
    },
  };
  const listed: string[] = [];
  await db.$transaction(
    async (tx) => {
      await writeCities(tx);
      for (const product of demoCatalog()) listed.push(await writeProduct(tx, host, product));
      for (const show of Object.values(shows)) await tx.show.create({ data: { ...show, hostId: host.id } });
      const launch = await tx.show.findUniqueOrThrow({ where: { slug: shows.launch.slug } });
      await tx.showProduct.createMany({
        data: listed.map((productId, index) => ({ showId: launch.id, productId, position: index + 1 })),
      });
      await tx.collection.create({
        data: {
          ...fromTheWorkshop,
          ownerId: host.id,
          products: { create: listed.slice(1).map((productId, index) => ({ productId, position: index + 1 })) },
        },
      });
      const founders = await tx.edition.findUniqueOrThrow({ where: { sku: "PETREL-FOUNDERS" } });
      await tx.drop.create({ data: { ...firstFifty, showId: launch.id, editionId: founders.id } });
      await writeMugFacts(tx);
    },
    { timeout: 20_000 },
  );
  await sellWorkshopNight(db, host, listed);
}
