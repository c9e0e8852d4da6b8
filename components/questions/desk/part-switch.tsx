import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

export type SaidPart = "chat" | "questions";
const parts = ["chat", "questions"] as const;

type PartSwitchProps = { part: SaidPart; onPart: (part: SaidPart) => void };

/** Over what viewers say: the chat, or their questions. */
export function PartSwitch({ part, onPart }: PartSwitchProps) {
  const t = useTranslations("questionDesk");
  return (
    <div className="flex min-h-12 shrink-0 items-center border-rule border-b px-2">
      <fieldset aria-label={t("parts")} className="flex gap-1">
        {parts.map((each) => (
          <Button
            key={each}
            size="sm"
            look={each === part ? "ink" : "plain"}
            aria-pressed={each === part}
            onClick={() => onPart(each)}
            className="max-md:min-h-11"
          >
            {t(each === "chat" ? "chat" : "heading")}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
