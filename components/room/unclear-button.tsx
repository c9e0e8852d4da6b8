import { MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";

/** While the picture is alone: the way back to talk and cards, where the thumb is. */
export function UnclearButton({ onPress }: { onPress: () => void }) {
  const t = useTranslations("room.clear");
  return (
    <button
      type="button"
      data-testid="unclear"
      onClick={onPress}
      title={`${t("back")} (H)`}
      className="absolute right-3 bottom-[max(0.75rem,env(safe-area-inset-bottom))] z-20 flex min-h-11 items-center gap-2 rounded-full bg-video-shade px-4 font-medium text-on-video text-sm focus-on-video"
    >
      <MessageSquareText aria-hidden className="size-4" />
      {t("back")}
    </button>
  );
}
