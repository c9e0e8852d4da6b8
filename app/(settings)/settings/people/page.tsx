import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { DemandFactors } from "#components/people/demand-factors.tsx";
import { InvitationList } from "#components/people/invitation-list.tsx";
import { PeopleList } from "#components/people/people-list.tsx";
import { PeopleSearch } from "#components/people/people-search.tsx";
import { SettingsFrame } from "#components/settings/settings-frame.tsx";
import { container } from "#lib/container.ts";
import { areFactorsDemanded } from "#lib/factors/demand-factors.ts";
import { listInvitations, listPeople } from "#lib/people/queries.ts";
import { peopleQuery } from "#lib/people/schema.ts";
import { listShows } from "#lib/shows/queries.ts";
import { requireOwner } from "../../require-owner.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.people"))("heading") };
}

/** What an address may say; what it says wrongly is left out. */
const asked = z.object({
  q: peopleQuery.shape.q.catch(undefined),
  after: peopleQuery.shape.after.catch(undefined),
});

type PeoplePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeoplePage({ searchParams }: PeoplePageProps) {
  const { owner, name } = await requireOwner("/settings/people");
  const t = await getTranslations("settings.people");
  const { q = "", after } = asked.parse(await searchParams);
  const app = container();
  const [page, invitations, { live, next }, isDemanded] = await Promise.all([
    listPeople(app, owner, { q: q || undefined, after, limit: 50 }),
    listInvitations(app, owner),
    listShows(app),
    areFactorsDemanded(app, owner),
  ]);
  const shows = [...live, ...next].map(({ id, title }) => ({ id, title }));
  return (
    <SettingsFrame person={name}>
      <div className="grid gap-6">
        <header className="grid gap-1">
          <h1 className="headline text-2xl">{t("heading")}</h1>
          <p className="text-soft">{t("lead")}</p>
        </header>
        <PeopleSearch q={q || undefined} />
        <PeopleList page={page} q={q} shows={shows} ownId={owner.id} />
      </div>
      <DemandFactors isDemanded={isDemanded} />
      <InvitationList invitations={invitations} shows={shows} />
    </SettingsFrame>
  );
}
