import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { Desk } from "#components/studio/desk/desk.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { listProductsOf } from "#lib/catalog/queries.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { findShowOf } from "#lib/shows/queries.ts";
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
  const [snapshot, products] = await Promise.all([readSnapshot(show.id), listProductsOf(host)]);
  return (
    <StudioFrame person={name} fills>
      <Desk show={show} snapshot={snapshot} products={products} renderedAt={Date.now()} />
    </StudioFrame>
  );
}

const loadShow = cache(async (id: string) => {
  const { host, name } = await requireHost(`/studio/shows/${id}`);
  return { host, name, show: z.uuid().safeParse(id).success ? await findShowOf(host, id) : null };
});
