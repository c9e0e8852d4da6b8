import { RectangleHorizontal, RectangleVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { Desk } from "./use-desk.ts";

/** Whether the picture lies or stands. Kept with the show; settled while nothing is sent. */
export function ShapeSwitch({ desk, isSending }: { desk: Desk; isSending: boolean }) {
  const t = useTranslations("studio.air.shape");
  const shapes = [
    { name: "landscape", isPortrait: false, Icon: RectangleHorizontal },
    { name: "portrait", isPortrait: true, Icon: RectangleVertical },
  ] as const;
  return (
    <fieldset className="grid grid-cols-2 gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("heading")}</legend>
      {shapes.map(({ name, isPortrait, Icon }) => (
        <Button
          key={name}
          look={desk.view.isPortrait === isPortrait ? "ink" : "line"}
          aria-pressed={desk.view.isPortrait === isPortrait}
          disabled={desk.busy || isSending}
          title={isSending ? t("onAir") : undefined}
          onClick={() => void desk.turnPicture(isPortrait)}
        >
          <Icon aria-hidden className="size-4" />
          {t(name)}
        </Button>
      ))}
    </fieldset>
  );
}
