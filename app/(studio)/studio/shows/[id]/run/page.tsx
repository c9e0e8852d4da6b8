import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { RunPage } from "#components/studio/rundown/run-page.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { requireDeskOf, requireTalkOf } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { listDropsOf } from "#lib/drops/queries.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { listPolls } from "#lib/polls/queries.ts";
import { nullWhen } from "#lib/refusal.ts";
import { readRundown } from "#lib/rundown/queries.ts";
import { findShowOf, listShowsOf } from "#lib/shows/queries.ts";
import { requireDeskhand } from "../../../../require-host.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studio.rundown"))("heading") };
}

export default async function RundownPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { hand, host, name } = await requireDeskhand(`/studio/shows/${id}/run`);
  const app = container();
  const desk = z.uuid().safeParse(id).success
    ? await requireDeskOf(app.db, hand, "show", id).catch(nullWhen("not_found"))
    : null;
  const show = desk && (await findShowOf(app, desk));
  if (!show || !desk) notFound();
  const [snapshot, initial, drops, polls, shows] = await Promise.all([
    readSnapshot(app, id),
    readRundown(app, desk),
    listDropsOf(app, desk),
    requireTalkOf(app.db, hand, id).then((talk) => listPolls(app, talk)),
    listShowsOf(app, hand),
  ]);
  const things = {
    products: show.products.map((product) => ({ id: product.id, name: product.name })),
    drops: drops.map((drop) => ({ id: drop.id, name: drop.title })),
    polls: polls.map((poll) => ({ id: poll.id, name: poll.title })),
  };
  const others = shows.filter((each) => each.id !== id).map((each) => ({ id: each.id, name: each.title }));
  return (
    <StudioFrame person={name} sells={host !== null}>
      <RunPage {...{ show, snapshot, initial, things, others }} renderedAt={Date.now()} />
    </StudioFrame>
  );
}
