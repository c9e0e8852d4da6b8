import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NarrowPage } from "#components/account/narrow-page.tsx";
import { ManageFactors } from "#components/factors/manage-factors.tsx";
import { container } from "#lib/container.ts";
import { readOwnFactors } from "#lib/factors/own-factors.ts";
import { currentActor } from "../../../current-actor.ts";
import { type Asked, ownPath } from "../../sign-in/own-path.ts";

export const dynamic = "force-dynamic";

type FactorsPageProps = { searchParams: Promise<{ next?: Asked }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.factors");
  return { title: t("title"), robots: { index: false } };
}

export default async function FactorsPage({ searchParams }: FactorsPageProps) {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect("/sign-in?next=/account/factors");
  const t = await getTranslations("account.factors");
  const app = container();
  const token = app.sessions.tokenOf((await headers()).get("cookie"));
  const [own, shop, { next }] = await Promise.all([readOwnFactors(app, actor, token), app.shop.read(), searchParams]);
  const mayAdd = actor.emailVerified || actor.role !== "viewer";
  return (
    <NarrowPage title={t("title")} lead={t("lead")}>
      {actor.owesFactor && (
        <p role="status" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t("demanded")}
        </p>
      )}
      {mayAdd ? (
        <ManageFactors own={own} email={actor.email} shop={shop.name} next={actor.owesFactor ? ownPath(next) : null} />
      ) : (
        <p>{t("unproven")}</p>
      )}
      <Link href="/account#factors" className="inline-flex min-h-11 items-center underline underline-offset-4">
        {t("toAccount")}
      </Link>
    </NarrowPage>
  );
}
