import { Menu, RectangleVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { LocaleButton } from "#components/shell/locale-button.tsx";
import { ThemeButton } from "#components/shell/theme-button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

const id = "room-menu";

/**
 * The ways out of the room and how it looks, two taps away on a screen that has no place for them. The browser's
 * own popover: open before any script has come, closed by Escape or a tap beside it.
 */
export const RoomMenu = memo(function RoomMenu({ onClear }: { onClear: () => void }) {
  const t = useTranslations();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="true"
        aria-label={t("common.nav.menu")}
        title={t("common.nav.menu")}
        className="grid size-11 shrink-0 place-items-center rounded-full tall:focus-on-video desk:hidden"
      >
        <Menu aria-hidden className="size-5" />
      </button>
      <div
        id={id}
        popover="auto"
        className="absolute inset-auto top-[calc(max(0.5rem,env(safe-area-inset-top))+3rem)] right-2 m-0 w-60 rounded-lg border border-rule bg-raised p-2 text-ink shadow-lift"
      >
        <nav aria-label={t("common.nav.main")}>
          <ul className="grid">
            <Item href="/preorders">{t("common.nav.myPreorders")}</Item>
            <Item href="/products">{t("common.nav.products")}</Item>
            <Item href="/">{t("common.nav.shows")}</Item>
          </ul>
        </nav>
        <button
          type="button"
          popoverTarget={id}
          popoverTargetAction="hide"
          onClick={onClear}
          className="flex min-h-11 w-full items-center gap-2 rounded-sm px-3 hover:bg-sunk"
        >
          <RectangleVertical aria-hidden className="size-4" />
          {t("room.clear.clear")}
        </button>
        <div className="mt-1 flex items-center justify-between border-rule border-t pt-1">
          <LocaleButton />
          <ThemeButton />
        </div>
      </div>
    </>
  );
});

function Item({ href, children }: { href: string; children: string }) {
  return (
    <li>
      <PageLink href={href} className="flex min-h-11 items-center rounded-sm px-3 transition-colors hover:bg-sunk">
        {children}
      </PageLink>
    </li>
  );
}
