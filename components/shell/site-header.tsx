import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { LocaleButton } from "./locale-button.tsx";
import { NavLink } from "./nav-link.tsx";
import { SignInLink } from "./sign-in-link.tsx";
import { ThemeButton } from "./theme-button.tsx";
import { Mark, Wordmark } from "./wordmark.tsx";

/** As much of the person as the header needs; nothing for a stranger. */
export type HeaderPerson = {
  name: string;
  email: string;
  worksDesks: boolean;
  /** Of some show's chat. */
  keepsTalk: boolean;
  readsMoney: boolean;
  owns: boolean;
};

export function SiteHeader({ person }: { person?: HeaderPerson }) {
  const t = useTranslations("common");
  return (
    <header className="border-rule border-b bg-paper">
      <div className="page-column flex min-h-16 items-center gap-x-6">
        <PageLink href="/" aria-label={t("siteName")} className="mr-auto flex min-h-11 items-center gap-2.5">
          <Mark className="size-6" />
          <Wordmark className="h-4 max-sm:sr-only" textSize="text-lg" />
        </PageLink>
        <nav aria-label={t("nav.main")} className="flex gap-5 max-md:hidden">
          <PageLinks person={person} />
        </nav>
        <div className="flex items-center">
          <LocaleButton />
          <ThemeButton />
        </div>
        {person ? <AccountMenu person={person} /> : <SignInLink>{t("nav.signIn")}</SignInLink>}
      </div>
      <nav
        aria-label={t("nav.main")}
        className="page-column flex gap-5 overflow-x-auto whitespace-nowrap border-rule border-t md:hidden"
      >
        <PageLinks person={person} />
      </nav>
    </header>
  );
}

function PageLinks({ person }: { person?: HeaderPerson }) {
  const t = useTranslations("common.nav");
  return (
    <>
      <NavLink href="/">{t("shows")}</NavLink>
      <NavLink href="/products">{t("products")}</NavLink>
      <NavLink href="/preorders">{t("myPreorders")}</NavLink>
      {person?.worksDesks && <NavLink href="/studio">{t("studio")}</NavLink>}
      {person?.keepsTalk && !person.worksDesks && <NavLink href="/studio/talk">{t("moderation")}</NavLink>}
      {person?.readsMoney && <NavLink href="/ops">{t("ops")}</NavLink>}
    </>
  );
}
