import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { Desk } from "#components/studio/desk/desk.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { requireDeskOf } from "#lib/accounts/gate.ts";
import { listProductsFor } from "#lib/catalog/queries.ts";
import { container } from "#lib/container.ts";
import { listDropsOf } from "#lib/drops/queries.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { nullWhen } from "#lib/refusal.ts";
import { findShowOf } from "#lib/shows/queries.ts";
import { readSalesOfShow } from "#lib/shows/read-sales.ts";
import { requireDeskhand } from "../../../require-host.ts";

export const dynamic = "force-dynamic";

type DeskPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: DeskPageProps): Promise<Metadata> {
  const { show } = await loadShow((await params).id);
  return show ? { title: show.title } : {};
}

export default async function DeskPage({ params }: DeskPageProps) {
  const { desk, host, name, show } = await loadShow((await params).id);
  if (!show || !desk) notFound();
  const app = container();
  const { db } = app;
  const [snapshot, sales, products, drops] = await Promise.all([
    readSnapshot(app, show.id),
    readSalesOfShow(db, show.id),
    listProductsFor(app, desk),
    listDropsOf(app, desk),
  ]);
  return (
    <StudioFrame person={name} sells={host !== null} fills>
      <Desk
        {...{ show, snapshot, sales, products, drops }}
        serverMakesAac={app.sources.ffmpeg() !== undefined}
        renderedAt={Date.now()}
      />
    </StudioFrame>
  );
}

const loadShow = cache(async (id: string) => {
  const { hand, host, name } = await requireDeskhand(`/studio/shows/${id}`);
  const app = container();
  const desk = z.uuid().safeParse(id).success
    ? await requireDeskOf(app.db, hand, "show", id).catch(nullWhen("not_found"))
    : null;
  return { desk, host, name, show: desk && (await findShowOf(app, desk)) };
});
