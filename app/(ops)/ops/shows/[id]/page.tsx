import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { ShowBoard } from "#components/ops/show-board.tsx";
import { container } from "#lib/container.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { listBoardShows, readBoard } from "#lib/ops/queries.ts";
import { findShow } from "#lib/shows/queries.ts";
import { requireMoneyReader } from "../../../require-money-reader.ts";

export const dynamic = "force-dynamic";

type BoardPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: BoardPageProps): Promise<Metadata> {
  const loaded = await loadBoard((await params).id);
  return loaded ? { title: loaded.show.title } : {};
}

export default async function BoardPage({ params }: BoardPageProps) {
  const loaded = await loadBoard((await params).id);
  if (!loaded) notFound();
  return (
    <OpsFrame {...loaded.frame}>
      <ShowBoard show={loaded.show} initial={loaded.board} snapshot={loaded.snapshot} />
    </OpsFrame>
  );
}

const loadBoard = cache(async (id: string) => {
  const { reader, frame } = await requireMoneyReader(`/ops/shows/${id}`);
  const app = container();
  const card = (await listBoardShows(app, reader)).find((show) => show.id === id);
  if (!card) return null;
  const [show, board, snapshot] = await Promise.all([
    findShow(app, card.slug),
    readBoard(app, reader, id),
    readSnapshot(app, id),
  ]);
  return show && board ? { frame, show, board, snapshot } : null;
});
