import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AccountPart } from "#components/account/account-part.tsx";
import { ChangeName } from "#components/account/change-name.tsx";
import { ChangePassword } from "#components/account/change-password.tsx";
import { ChangeReader } from "#components/account/change-reader.tsx";
import { EraseAccount } from "#components/account/erase-account.tsx";
import { FirstPassword } from "#components/account/first-password.tsx";
import { KeptCards } from "#components/account/kept-cards.tsx";
import { NarrowPage } from "#components/account/narrow-page.tsx";
import { OwnAddress } from "#components/account/own-address.tsx";
import { OwnData } from "#components/account/own-data.tsx";
import { OwnSessions } from "#components/account/own-sessions.tsx";
import { OwnAddresses } from "#components/addresses/own-addresses.tsx";
import { FactorsPart } from "#components/factors/factors-part.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { hasPassword } from "#lib/accounts/has-password.ts";
import { findReader } from "#lib/accounts/keep-reader.ts";
import { listSessions } from "#lib/accounts/own-sessions.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { listAddresses } from "#lib/addresses/saved-addresses.ts";
import { container } from "#lib/container.ts";
import { readOwnFactors } from "#lib/factors/own-factors.ts";
import { listMethods } from "#lib/payments/queries.ts";
import { currentActor } from "../../current-actor.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title"), robots: { index: false } };
}

export default async function AccountPage() {
  const t = await getTranslations("account");
  const where = await getTranslations("addresses.own");
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect("/sign-in?next=/account");
  const { reader, sessions, methods, addresses, knowsPassword, factorCount } = await readAccount(actor);
  const parts = [
    { id: "name", title: t("name"), content: <ChangeName name={actor.name} /> },
    { id: "email", title: t("email"), content: <OwnAddress {...actor} /> },
    {
      id: "password",
      title: t("password"),
      content: knowsPassword ? <ChangePassword /> : <FirstPassword email={actor.email} />,
    },
    { id: "factors", title: t("factors.title"), content: <FactorsPart count={factorCount} /> },
    { id: "reader", title: t("reader.title"), content: <ChangeReader {...reader} /> },
    {
      id: "addresses",
      title: where("title"),
      content: (
        <ClientWords speak={["addresses"]}>
          <OwnAddresses addresses={addresses} />
        </ClientWords>
      ),
    },
    ...(methods.length > 0 ? [{ id: "cards", title: t("cards.title"), content: <KeptCards methods={methods} /> }] : []),
    { id: "sessions", title: t("sessions"), content: <OwnSessions sessions={sessions} /> },
    { id: "data", title: t("data.title"), content: <OwnData /> },
    { id: "erase", title: t("erase.part"), content: <EraseAccount email={actor.email} /> },
  ];
  return (
    <NarrowPage title={t("title")}>
      <nav aria-label={t("parts")} className="flex flex-wrap gap-x-5 text-sm">
        {parts.map(({ id, title }) => (
          <a key={id} href={`#${id}`} className="inline-flex min-h-11 items-center underline underline-offset-4">
            {title}
          </a>
        ))}
      </nav>
      {parts.map(({ id, title, content }) => (
        <AccountPart key={id} id={id} title={title}>
          {content}
        </AccountPart>
      ))}
    </NarrowPage>
  );
}

async function readAccount(actor: Actor) {
  const app = container();
  const token = app.sessions.tokenOf((await headers()).get("cookie"));
  const [reader, sessions, methods, addresses, knowsPassword, { factors }] = await Promise.all([
    findReader(app, actor),
    listSessions(app, actor, token),
    listMethods(app, actor),
    listAddresses(app, actor),
    hasPassword(app, actor),
    readOwnFactors(app, actor, token),
  ]);
  return { reader, sessions, methods, addresses, knowsPassword, factorCount: factors.length };
}
