import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

export const panes = ["run", "drops", "chat", "captions", "orders"] as const;
export type Pane = (typeof panes)[number];

/** On a phone only one part of the desk has room beside the picture. */
export function PaneSwitch({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  const t = useTranslations("studio.pane");
  return (
    <fieldset
      aria-label={t("heading")}
      className="sticky top-0 z-10 grid grid-cols-5 gap-1 border-rule border-y bg-paper p-2 md:hidden"
    >
      {panes.map((each) => (
        <Button
          key={each}
          look={each === pane ? "ink" : "plain"}
          size="sm"
          aria-pressed={each === pane}
          onClick={() => onPane(each)}
          className="min-h-11 px-0.5"
        >
          {t(each)}
        </Button>
      ))}
    </fieldset>
  );
}
