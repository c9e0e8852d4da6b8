import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { TalkDesk } from "#components/moderation/talk-desk.tsx";
import { currencyOf } from "#components/studio/polls/currency-of.ts";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { requireDeskOf, requireTalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import { container } from "#lib/container.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { listSilences } from "#lib/moderation/queries.ts";
import { readDesk } from "#lib/moderation/read-desk.ts";
import { silenceQuery } from "#lib/moderation/schema.ts";
import { nullWhen } from "#lib/refusal.ts";
import { findShowToModerate } from "#lib/shows/queries.ts";
import { requireTalkKeeper } from "../../../require-host.ts";

export const dynamic = "force-dynamic";

type TalkPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: TalkPageProps): Promise<Metadata> {
  const { show } = await loadTalk((await params).id);
  return show ? { title: show.title } : {};
}

export default async function TalkPage({ params }: TalkPageProps) {
  const { talk, show, keeper, host, name } = await loadTalk((await params).id);
  if (!talk || !show) notFound();
  const app = container();
  const [snapshot, initial, silences, desk] = await Promise.all([
    readSnapshot(app, show.id),
    readDesk(app, talk),
    listSilences(app, talk, silenceQuery.parse({})),
    requireDeskOf(app.db, keeper, "show", show.id).catch(nullWhen("not_found", "not_allowed")),
  ]);
  return (
    <StudioFrame person={name} sells={host !== null} fills>
      <TalkDesk
        {...{ snapshot, initial, silences }}
        title={show.title}
        keepsAll={may(keeper, "moderateEveryShow")}
        products={show.products.map(({ id, name: product }) => ({ id, name: product }))}
        currency={currencyOf(show.products)}
        answers={desk !== null}
        renderedAt={Date.now()}
      />
    </StudioFrame>
  );
}

const loadTalk = cache(async (id: string) => {
  const { keeper, host, name } = await requireTalkKeeper(`/studio/talk/${id}`);
  const app = container();
  const talk = z.uuid().safeParse(id).success
    ? await requireTalkOf(app.db, keeper, id).catch(nullWhen("not_found", "not_allowed"))
    : null;
  return { talk, keeper, host, name, show: talk && (await findShowToModerate(app, talk)) };
});
