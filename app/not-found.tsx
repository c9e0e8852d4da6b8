import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SitePage } from "#components/shell/site-page.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { currentActor } from "./current-actor.ts";
import { headerPerson } from "./header-person.ts";

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <SitePage person={headerPerson(await currentActor())}>
      <div className="page-column grid justify-items-start gap-4 py-24">
        <p className="slug text-soft">404</p>
        <h1 className="headline text-4xl">{t("title")}</h1>
        <p className="max-w-prose text-lg text-soft">{t("body")}</p>
        <Link href="/" className={buttonClass()}>
          {t("action")}
        </Link>
      </div>
    </SitePage>
  );
}
