import { Play, Volume2 } from "lucide-react";
import { useTranslations } from "next-intl";

type TapProps = { onTap: () => void };

/** The browser wants a tap before it plays anything. */
export function TapToPlay({ onTap }: TapProps) {
  const t = useTranslations("room.player");
  return (
    <button
      type="button"
      aria-label={t("play")}
      onClick={onTap}
      className="absolute inset-x-0 top-0 bottom-(--stage-foot,0px) m-auto grid size-20 place-items-center rounded-full bg-video-shade text-on-video focus-on-video"
    >
      <Play aria-hidden="true" className="size-9" />
    </button>
  );
}

export function SoundOn({ onTap }: TapProps) {
  const t = useTranslations("room.player");
  return (
    <button
      type="button"
      data-testid="sound-on"
      onClick={onTap}
      // Above where the controls come, and still when they do: nothing may leave a finger. On a low picture, below the head.
      className="absolute inset-x-0 bottom-[calc(var(--stage-foot,0px)+max(0.5rem,min(7rem,100%-8.5rem-var(--stage-foot,0px))))] z-10 mx-auto flex h-14 w-fit touch-manipulation items-center gap-3 rounded-full bg-video-shade px-6 font-semibold text-lg text-on-video backdrop-blur-sm focus-on-video"
    >
      <Volume2 aria-hidden="true" className="size-6" />
      {t("soundOn")}
    </button>
  );
}

/** The browser does not play this sound; the picture goes on without. */
export function Soundless() {
  const t = useTranslations("room.player");
  return (
    <p role="status" className="rounded-md bg-video-shade px-3 py-2 text-on-video text-sm backdrop-blur-sm">
      {t("cannotPlay.soundless")}
    </p>
  );
}
