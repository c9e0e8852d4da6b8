import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { Child } from "#bench/harness/child.ts";
import type { Progress } from "#bench/harness/progress.ts";
import { type App, openStage, type Stage } from "#bench/harness/stage.ts";
import { seedOnce } from "#prisma/seed/seed-once.ts";

/** Everything that answers a page here: the product, its Next alone, one buffer over bare HTTP, and an empty page. */
export type PageArms = {
  stage: Stage;
  app: App;
  handlerPort: number;
  bare: App;
  empty: App;
  /** Where the empty page is sent as the product sends its own. */
  emptyKeptPort: number;
  show: { id: string; path: string; editionId: string };
  close(): Promise<void>;
};

const emptyFolder = join(import.meta.dirname, "empty");
const next = join(import.meta.dirname, "..", "..", "node_modules", "next", "dist", "bin", "next");

/** The demo's show, on air with its picture, four products and one of them pinned. */
export async function openPageArms(progress: Progress): Promise<PageArms> {
  progress.step("an empty page");
  // Each time: it takes the product's style sheet and fonts, which change.
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await promisify(execFile)(process.execPath, [next, "build", emptyFolder], { env });
  progress.step("pages, database and app");
  const stage = await openStage();
  await seedOnce(stage);
  const show = await putOnAir(stage);
  const app = await stage.startPages();
  const handlerPort = await app.child.ask("handlerPort", z.number());
  const [bare, empty] = await Promise.all([open("arms/bare-page-main.ts"), open("arms/empty-page-main.ts")]);
  const emptyKeptPort = await empty.child.ask("listenAsKept", z.number());
  return {
    ...{ stage, app, handlerPort, bare, empty, emptyKeptPort, show },
    async close() {
      await Promise.all([bare.child.kill(), empty.child.kill()]);
      await stage.close();
    },
  };
}

async function open(file: string): Promise<App> {
  const child = new Child(file);
  return { child, port: await child.ask("listen", z.number()) };
}

async function putOnAir({ db }: Stage) {
  const { id: productId, editions } = await db.product.findUniqueOrThrow({
    where: { slug: "petrel" },
    include: { editions: true },
  });
  const [edition] = editions;
  if (!edition) throw new Error("the demo sells nothing");
  const now = new Date();
  const { id, slug } = await db.show.update({
    where: { slug: "petrel-launch" },
    data: { status: "LIVE", startsAt: now, wentLiveAt: now, pinnedProductId: productId },
  });
  await db.edition.updateMany({ data: { salesOpen: true } });
  return { id, path: `/shows/${slug}`, editionId: edition.id };
}
