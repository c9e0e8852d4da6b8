import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { Desk } from "#components/studio/desk/desk.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { requireHostOf } from "#lib/accounts/gate.ts";
import { listProductsOf } from "#lib/catalog/queries.ts";
import { container } from "#lib/container.ts";
import { listDropsOf } from "#lib/drops/queries.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { findShowOf } from "#lib/shows/queries.ts";
import { readSalesOfShow } from "#lib/shows/read-sales.ts";
import { requireHost } from "../../../require-host.ts";

export const dynamic = "force-dynamic";

type DeskPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: DeskPageProps): Promise<Metadata> {
  const { show } = await loadShow((await params).id);
  return show ? { title: show.title } : {};
}

export default async function DeskPage({ params }: DeskPageProps) {
  const { host, name, show } = await loadShow((await params).id);
  if (!show) notFound();
  const app = container();
  const { db } = app;
  const [snapshot, sales, products, drops] = await Promise.all([
    readSnapshot(app, show.id),
    readSalesOfShow(db, show.id),
    listProductsOf(app, host),
    requireHostOf(db, host, "show", show.id).then((show) => listDropsOf(app, show)),
  ]);
  return (
    <StudioFrame person={name} fills>
      <Desk {...{ show, snapshot, sales, products, drops }} renderedAt={Date.now()} />
    </StudioFrame>
  );
}

const loadShow = cache(async (id: string) => {
  const { host, name } = await requireHost(`/studio/shows/${id}`);
  return { host, name, show: z.uuid().safeParse(id).success ? await findShowOf(container(), host, id) : null };
});
