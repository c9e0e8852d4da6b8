import { clsx } from "clsx";
import { Pause, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { stateColour } from "#components/states/state-tones.ts";
import { TallyDot } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { SourceView } from "#lib/sources/schema.ts";
import type { Air } from "../desk/use-air.ts";
import type { Desk } from "../desk/use-desk.ts";
import { clockText } from "./clock-text.ts";
import type { SourceDesk } from "./use-sources.ts";

type SourceRowProps = { source: SourceView; desk: Desk; air: Air; sources: SourceDesk };

/** Three seconds between key frames is where joining begins to hurt. */
const farSeconds = 3;
const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** One source: what it is, how it comes in, and the button that shows it to the viewers. */
export function SourceRow({ source, desk, air, sources }: SourceRowProps) {
  const t = useTranslations("sources");
  const states = useTranslations("states.source");
  const format = useFormatter();
  const [asking, setAsking] = useState(false);
  const { kind, state, trouble, keyframeSeconds, width, height, played } = source;
  const isPaused = played?.isPaused && state === "ready";
  const shown = isPaused ? "paused" : state;
  const file = sources.view?.files.find(({ id }) => id === played?.fileId);
  const isLive = desk.live.status === "LIVE";
  const name = kind === "rtmp" ? t("kind.rtmp") : source.name;
  const others = sources.view?.sources.some((other) => other.kind !== kind && other.state === "on_air") ?? false;
  const isTaken = air.isSending || others;
  const decimal = (value: number) => format.number(value, oneDecimal);

  async function putOnAir() {
    setAsking(false);
    if (isLive || (await desk.goLive())) await sources.putOnAir(kind, true);
  }

  return (
    <li data-source={kind} data-state={state} className="grid gap-2 border-rule border-b py-3">
      <div className="flex items-start gap-3">
        <span className={clsx("pt-2", state === "on_air" ? "text-signal-ink" : "text-soft")}>
          <TallyDot lit={state === "on_air"} />
        </span>
        <div className="grid min-w-0 flex-1 gap-0.5">
          <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
          <p role="status" className={clsx("text-sm", stateColour(`source.${shown}`))}>
            {states(shown)}
            {played && state !== "over" && (
              <span className="figures">
                {" · "}
                {t("played", { at: clockText(played.seconds), whole: clockText(file?.seconds ?? played.seconds) })}
              </span>
            )}
          </p>
          {state !== "over" && width > 0 && (
            <p title={t("figuresCount")} className="figures text-sm text-soft">
              {t("figures", {
                megabits: decimal(source.bitsPerSecond / 1_000_000),
                width: String(width),
                height: String(height),
              })}
              {keyframeSeconds !== null && ` · ${t("keyframe", { seconds: decimal(keyframeSeconds) })}`}
            </p>
          )}
        </div>
        {kind === "file" && state === "on_air" && (
          <IconButton small label={t("pause")} onClick={() => void sources.pause(kind)}>
            <Pause aria-hidden />
          </IconButton>
        )}
        <IconButton small label={t("stop", { name })} onClick={() => void sources.stop(kind)} className="text-soft">
          <X aria-hidden />
        </IconButton>
      </div>
      {trouble && <p className="text-sm text-warn">{t(`trouble.${trouble}`)}</p>}
      {keyframeSeconds !== null && keyframeSeconds > farSeconds && (
        <p className="text-sm text-warn">{t("keyframesFar", { seconds: decimal(keyframeSeconds) })}</p>
      )}
      {state === "ready" && (
        <Button
          look="signal"
          wide
          busy={sources.busy || desk.busy}
          onClick={() => (isLive && isTaken ? setAsking(true) : void putOnAir())}
        >
          {isLive ? t(isTaken ? "takeOver" : isPaused ? "resume" : "putOnAir") : t("goLiveWith", { name })}
        </Button>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t("confirmHeading")}
        confirmLabel={t("putOnAir")}
        look="signal"
        onConfirm={() => void putOnAir()}
      >
        <p>{t("confirmLead", { name: t("confirmSomebody") })}</p>
      </Confirm>
    </li>
  );
}
