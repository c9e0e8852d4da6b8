import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NarrowPage } from "#components/account/narrow-page.tsx";
import { OwnTalk } from "#components/moderation/own-talk.tsx";
import { requireBuyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { readOwnTalk } from "#lib/moderation/queries.ts";
import { currentActor } from "../../../current-actor.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.talk");
  return { title: t("title"), robots: { index: false } };
}

/** For guests too: who reports or is silenced needs no account. */
export default async function OwnTalkPage() {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in?next=/account/talk");
  const t = await getTranslations("account.talk");
  const own = await readOwnTalk(container(), requireBuyer(actor));
  return (
    <NarrowPage title={t("title")} lead={t("lead")}>
      <OwnTalk own={own} renderedAt={Date.now()} />
    </NarrowPage>
  );
}
