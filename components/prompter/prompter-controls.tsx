import { AArrowDown, AArrowUp, ArrowUpToLine, FlipHorizontal2, Minus, Pause, Play, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { clockText } from "#components/media/player/clock-text.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { PrompterHand } from "./prompter.tsx";

/** What a thumb reaches below the script. */
export function PrompterControls({ hand }: { hand: PrompterHand }) {
  const t = useTranslations("prompter");
  const { isRunning, speed, seconds } = hand;
  return (
    <footer
      title={t("keys")}
      className="relative flex flex-wrap items-center gap-x-4 gap-y-2 border-rule border-t bg-paper px-4 py-2"
    >
      <Button onClick={hand.toggle} className="min-w-28">
        {isRunning ? <Pause aria-hidden className="size-5" /> : <Play aria-hidden className="size-5" />}
        {t(isRunning ? "stop" : "start")}
      </Button>
      <div className="flex items-center gap-1">
        <IconButton label={t("slower")} onClick={() => hand.turnSpeed(-1)}>
          <Minus aria-hidden />
        </IconButton>
        <output className="figures grid text-sm">
          {t("speed", { speed })}
          <span className="text-soft">{t("time", { time: clockText(seconds) })}</span>
        </output>
        <IconButton label={t("faster")} onClick={() => hand.turnSpeed(1)}>
          <Plus aria-hidden />
        </IconButton>
      </div>
      <div className="ml-auto flex items-center gap-1">
        <IconButton label={t("smaller")} onClick={() => hand.turnSize(-1)}>
          <AArrowDown aria-hidden />
        </IconButton>
        <IconButton label={t("larger")} onClick={() => hand.turnSize(1)}>
          <AArrowUp aria-hidden />
        </IconButton>
        <IconButton label={t("mirror")} aria-pressed={hand.isMirrored} onClick={hand.mirror}>
          <FlipHorizontal2 aria-hidden />
        </IconButton>
        <IconButton label={t("begin")} onClick={hand.toTop}>
          <ArrowUpToLine aria-hidden />
        </IconButton>
      </div>
    </footer>
  );
}
