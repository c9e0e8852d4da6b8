"use client";

import { ArrowLeft, RectangleVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { langOf } from "#components/catalog/foreign-text.tsx";
import { LocaleButton } from "#components/shell/locale-button.tsx";
import { ThemeButton } from "#components/shell/theme-button.tsx";
import { Mark } from "#components/shell/wordmark.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ShowView } from "#lib/shows/schema.ts";
import { RoomMenu } from "./room-menu.tsx";

type RoomBarProps = { view: ShowView; badge: ReactNode; onClear: () => void; children: ReactNode };

/** Who is on air and who is here. Lies on the upper edge of the picture on a phone, above it on a desk. */
export function RoomBar({ view, badge, onClear, children }: RoomBarProps) {
  const t = useTranslations();
  return (
    <header className="absolute inset-x-0 top-0 z-20 flex items-center gap-2 bg-linear-to-b from-video-shade to-transparent px-2 pt-[max(0.5rem,env(safe-area-inset-top))] pb-6 text-on-video wide:static wide:min-h-16 wide:gap-4 wide:border-rule wide:border-b wide:bg-none wide:px-5 wide:py-0 wide:text-ink">
      <PageLink
        href="/"
        aria-label={t("room.leave")}
        title={t("room.leave")}
        className="grid size-11 shrink-0 place-items-center rounded-full tall:focus-on-video"
      >
        <ArrowLeft aria-hidden className="size-5 wide:hidden" />
        <Mark className="hidden size-6 wide:block" />
      </PageLink>
      <Avatar name={view.host.name} src={view.host.image ?? undefined} />
      <div className="mr-auto grid min-w-0 gap-1 wide:gap-0.5">
        <h1
          lang={langOf(view.foreign, "title")}
          className="truncate font-semibold text-sm leading-5 wide:text-lg wide:leading-6"
        >
          {view.title}
        </h1>
        <p className="flex items-center gap-2 overflow-hidden text-on-video-soft text-xs wide:text-sm wide:text-soft">
          {badge}
          <span className="truncate">{view.host.name}</span>
        </p>
      </div>
      {children}
      <RoomMenu onClear={onClear} />
      <RoomNav onClear={onClear} />
    </header>
  );
}

/** On a desk, where there is room for it. Not drawn anew with every number that moves. */
const RoomNav = memo(function RoomNav({ onClear }: { onClear: () => void }) {
  const t = useTranslations();
  return (
    <nav aria-label={t("common.nav.main")} className="hidden items-center gap-1 desk:flex">
      <PageLink href="/preorders" className={buttonClass({ look: "plain", size: "sm" })}>
        {t("common.nav.myPreorders")}
      </PageLink>
      <IconButton label={t("room.clear.clear")} title={`${t("room.clear.clear")} (H)`} onClick={onClear}>
        <RectangleVertical aria-hidden />
      </IconButton>
      <LocaleButton />
      <ThemeButton />
    </nav>
  );
});
