import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";
import { LocaleButton } from "./locale-button.tsx";
import { NavLink } from "./nav-link.tsx";
import { SkipLink } from "./site-page.tsx";
import { StaffNav } from "./staff-nav.tsx";
import { WatchRights } from "./watch-rights.tsx";
import { Mark } from "./wordmark.tsx";

type StaffBarProps = {
  /** Which room of the house this is, beside the mark. */
  place: string;
  links: { href: string; below?: string; label: string; alarms?: { count: number; label: string } }[];
  person: string;
  /** Switches that only this room has. */
  children?: ReactNode;
};

/** The slim bar over the studio and operations: less of the shop, more of the work. */
export function StaffBar({ place, links, person, children }: StaffBarProps) {
  const t = useTranslations("common");
  return (
    <>
      <SkipLink />
      <WatchRights />
      <header className="flex min-h-12 items-center gap-x-5 border-rule border-b bg-paper px-4 lg:px-5">
        <PageLink href="/" className="flex min-h-11 shrink-0 items-center gap-2.5">
          <Mark className="size-5" />
          <span className="sr-only">{t("siteName")}</span>
          <span className="slug text-soft max-sm:sr-only">{place}</span>
        </PageLink>
        <StaffNav label={t("nav.main")}>
          {links.map(({ href, below, label, alarms }) => (
            <NavLink key={href} href={href} below={below}>
              {label}
              {alarms && alarms.count > 0 && (
                <span
                  title={alarms.label}
                  className="figures ml-1.5 inline-grid h-5 min-w-5 place-items-center rounded-full bg-danger px-1 font-semibold text-paper text-xs"
                >
                  {alarms.count}
                  <span className="sr-only"> {alarms.label}</span>
                </span>
              )}
            </NavLink>
          ))}
        </StaffNav>
        <PageLink
          href="/account"
          className="ml-auto truncate text-sm text-soft underline-offset-4 hover:text-ink hover:underline max-md:sr-only"
        >
          {person}
        </PageLink>
        <div className="flex shrink-0 items-center max-md:ml-auto">
          <LocaleButton />
          {children}
        </div>
      </header>
    </>
  );
}
