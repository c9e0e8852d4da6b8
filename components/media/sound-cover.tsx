import { AudioLines } from "lucide-react";
import { useTranslations } from "next-intl";

/** What stands in place of the picture while only the sound is played. */
export function SoundCover({ poster }: { poster?: string }) {
  const t = useTranslations("room.player");
  return (
    <div data-testid="sound-only" className="pointer-events-none absolute inset-0 bg-video">
      {/* biome-ignore lint/performance/noImgElement: pictures are never optimised by Next here */}
      <img src={poster ?? "/art/slate-wide.svg"} alt="" className="size-full object-cover opacity-50" />
      <p className="absolute inset-0 grid content-center justify-items-center gap-3 px-8 text-center text-on-video">
        <AudioLines aria-hidden className="size-10 motion-safe:animate-breathe" />
        <span className="headline text-xl">{t("soundOnlyOn")}</span>
        <span className="text-on-video-soft text-sm">{t("soundOnlyHint")}</span>
      </p>
    </div>
  );
}
