import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { HeaderPerson } from "./site-header.tsx";

const id = "account-menu";

/** Who is signed in, and where they may go. The browser's own popover: open before any script has come, closed by Escape or outside. */
export function AccountMenu({ person }: { person: HeaderPerson }) {
  const t = useTranslations("common.nav");
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="true"
        title={person.name}
        className="inline-flex min-h-11 max-w-48 items-center gap-2 rounded-sm px-1.5 font-medium text-sm transition-colors hover:bg-sunk"
      >
        <Avatar name={person.name} size="sm" />
        <span className="sr-only">{t("menu")}: </span>
        <span className="truncate max-md:sr-only">{person.name}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-soft" />
      </button>
      <div
        id={id}
        popover="auto"
        className="absolute inset-auto top-16 right-4 m-0 w-64 rounded-lg border border-rule bg-raised p-2 text-ink shadow-lift"
      >
        <p className="wrap-anywhere border-rule border-b px-3 pt-1 pb-2.5">
          <span className="block font-semibold">{person.name}</span>
          <span className="block text-sm text-soft">{person.email}</span>
        </p>
        <ul className="grid py-1">
          <Item href="/preorders">{t("myPreorders")}</Item>
          <Item href="/account">{t("account")}</Item>
          {person.worksDesks && <Item href="/studio">{t("studio")}</Item>}
          {person.keepsTalk && <Item href="/studio/talk">{t("moderation")}</Item>}
          {person.readsMoney && <Item href="/ops">{t("ops")}</Item>}
          {person.owns && <Item href="/settings">{t("settings")}</Item>}
        </ul>
        <div className="grid border-rule border-t px-3 pt-2.5 pb-1">
          <SignOutButton />
        </div>
      </div>
    </>
  );
}

function Item({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <PageLink href={href} className="flex min-h-11 items-center rounded-sm px-3 transition-colors hover:bg-sunk">
        {children}
      </PageLink>
    </li>
  );
}
