import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { PeoplePage, PersonView } from "#lib/people/schema.ts";
import { PersonActs } from "./person-acts.tsx";
import type { NamedShow } from "./show-field.tsx";
import { ShowRoles } from "./show-roles.tsx";

type PeopleListProps = { page: PeoplePage; q?: string; shows: NamedShow[]; ownId: string };

/** Who works here: name, role, shows, and what the owner may do about it. */
export function PeopleList({ page: { people, next }, q, shows, ownId }: PeopleListProps) {
  const t = useTranslations("settings.people");
  return (
    <div className="grid gap-4">
      {people.length === 0 && <p className="border-rule border-t py-4 text-soft">{t("nobody")}</p>}
      <ul aria-label={t("heading")} className="grid border-ink border-t">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} shows={shows} isReader={person.id === ownId} />
        ))}
      </ul>
      {next && (
        <Link
          href={`/settings/people?${new URLSearchParams({ ...(q && { q }), after: next })}`}
          className={buttonClass({ look: "line", size: "sm" })}
        >
          {t("more")}
        </Link>
      )}
    </div>
  );
}

const seesMoney = new Set<string>(["owner", "ops", "finance"]);

function PersonRow({ person, shows, isReader }: { person: PersonView; shows: NamedShow[]; isReader: boolean }) {
  const t = useTranslations("settings.people");
  const { name, email, role } = person;
  return (
    <li
      aria-label={name}
      className="grid gap-x-6 gap-y-3 border-rule border-b py-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] md:items-center"
    >
      <div className="grid min-w-0">
        <span className="wrap-anywhere font-medium">
          {name} {isReader && <span className="font-normal text-soft">({t("you")})</span>}
        </span>
        <span className="wrap-anywhere text-sm text-soft">{email}</span>
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        {role !== "viewer" && role !== "guest" && (
          <Badge tone={role === "owner" ? "signal" : "neutral"} title={t(`does.${role}`)}>
            {t(`roles.${role}`)}
          </Badge>
        )}
        {seesMoney.has(role) && (
          <Badge tone={person.hasFactor ? "ok" : "warn"}>
            {t(person.hasFactor ? "factors.has" : "factors.hasNot")}
          </Badge>
        )}
        {person.shows.length > 0 && <ShowRoles person={person} />}
      </div>
      <PersonActs person={person} shows={shows} />
    </li>
  );
}
