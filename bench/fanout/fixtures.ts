import { z } from "zod";
import { Child, type Memory } from "#bench/harness/child.ts";
import type { Progress } from "#bench/harness/progress.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { closeViewers, openViewers, type Viewer } from "#bench/harness/viewers.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";

/** One server with its crowd, and the memory that each viewer added while nothing was sent. */
export type Fixtures = { child: Child; port: number; viewers: Viewer[]; perViewer: Memory };
export type FixtureSets = {
  ours: Fixtures & { app: App };
  stock: Fixtures;
  raw: Fixtures;
  edition: OpenEdition;
  close(): Promise<void>;
};

/** The product, stock socket.io and bare ws, each in its own process with its own crowd of the same size. */
export async function openCasts(stage: Stage, count: number, progress: Progress): Promise<FixtureSets> {
  const edition = await stage.openEdition();
  const environment = { DATABASE_URL: stage.databaseUrl };
  progress.step(`${count} viewers of the product`);
  const app = await stage.startApp();
  const ours = await fill(app.child, { port: app.port, showId: edition.showId }, count);
  progress.step(`${count} viewers of stock socket.io`);
  const stock = await fillOf(new Child("arms/stock-socket-main.ts", environment), {}, count);
  progress.step(`${count} viewers of bare ws`);
  const raw = await fillOf(new Child("arms/raw-socket-main.ts"), { plain: true }, count);
  return {
    ours: { ...ours, app },
    stock,
    raw,
    edition,
    async close() {
      for (const { viewers } of [ours, stock, raw]) closeViewers(viewers);
      await Promise.all([stock.child.kill(), raw.child.kill()]);
    },
  };
}

type Where = { port: number; showId?: string; plain?: boolean };

async function fillOf(child: Child, where: Omit<Where, "port">, count: number): Promise<Fixtures> {
  return fill(child, { port: await child.ask("listen", z.number()), ...where }, count);
}

async function fill(child: Child, where: Where, count: number): Promise<Fixtures> {
  // Code that runs for the first time takes memory too, which no viewer is to blame for.
  closeViewers(await openViewers({ ...where, count: 100 }));
  await new Promise((resume) => setTimeout(resume, 300));
  const before = await child.memory();
  const viewers = await openViewers({ ...where, count });
  await new Promise((resume) => setTimeout(resume, 500));
  const after = await child.memory();
  const perViewer = { live: (after.live - before.live) / count, resident: (after.resident - before.resident) / count };
  return { child, port: where.port, viewers, perViewer };
}
