import { AudioLines } from "lucide-react";
import { useTranslations } from "next-intl";

/** What stands in place of the picture while only the sound is played. */
export function SoundCover({ poster }: { poster?: string }) {
  const t = useTranslations("room.player");
  return (
    <div data-testid="sound-only" className="pointer-events-none absolute inset-0 bg-video">
      {/* biome-ignore lint/performance/noImgElement: pictures are never optimised by Next here */}
      <img src={poster ?? "/art/slate-wide.svg"} alt="" className="size-full object-cover opacity-50" />
      <p className="absolute inset-x-0 bottom-(--stage-foot,0px) grid gap-1 bg-linear-to-t from-video to-transparent px-5 pt-16 pb-6 text-on-video transition-[padding] group-data-[active=true]/player:pb-16 wide:px-8 wide:pb-10">
        <span className="headline flex items-center gap-3 text-xl wide:text-3xl">
          <AudioLines aria-hidden className="size-7 motion-safe:animate-breathe" />
          {t("soundOnlyOn")}
        </span>
        <span className="text-on-video-soft text-sm">{t("soundOnlyHint")}</span>
      </p>
    </div>
  );
}
