import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

export const panes = ["run", "drops", "polls", "chat", "captions", "orders"] as const;
export type Pane = (typeof panes)[number];

/** What has room beside a tablet's picture only one at a time; the others stand there anyway. */
const onTablet: readonly Pane[] = ["run", "orders"];

type PaneSwitchProps = { pane: Pane; onPane: (pane: Pane) => void; isLive: boolean };

/** On a phone only one part of the desk has room below the picture, on a tablet the run list or the orders. */
export function PaneSwitch({ pane, onPane, isLive }: PaneSwitchProps) {
  const t = useTranslations("studio.pane");
  return (
    <fieldset
      aria-label={t("heading")}
      className={clsx(
        "z-10 flex min-w-0 gap-1 overflow-x-auto border-rule border-y bg-paper p-2 max-md:sticky md:border-t-0 xl:hidden",
        isLive ? "max-md:top-[28dvh] max-md:order-2" : "max-md:top-0",
      )}
    >
      {panes.map((each) => (
        <Button
          key={each}
          look={each === pane ? "ink" : "plain"}
          size="sm"
          aria-pressed={each === pane}
          onClick={() => onPane(each)}
          className={clsx("min-h-11 flex-1 px-0.5", !onTablet.includes(each) && "md:hidden")}
        >
          {t(each)}
        </Button>
      ))}
    </fieldset>
  );
}
