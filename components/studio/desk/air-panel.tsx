import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { StudioPreview } from "#components/media/studio-preview.tsx";
import type { Devices } from "#components/media/use-capture.ts";
import type { StudioHandle } from "#components/media/use-studio.ts";
import { Button } from "#components/ui/button.tsx";
import { ProgrammeMonitor } from "../sources/programme-monitor.tsx";
import { SourceStrip } from "../sources/source-strip.tsx";
import type { SourceDesk } from "../sources/use-sources.ts";
import { AirHealth } from "./air-health.tsx";
import { AirPlots } from "./air-plots.tsx";
import { EndShow } from "./end-show.tsx";
import { LayoutButtons } from "./layout-buttons.tsx";
import { Readiness } from "./readiness.tsx";
import { ServerHealth } from "./server-health.tsx";
import { ShapeSwitch } from "./shape-switch.tsx";
import { SoundPanel } from "./sound-panel.tsx";
import { SourcePicker } from "./source-picker.tsx";
import { TakenNotice } from "./taken-notice.tsx";
import type { Air } from "./use-air.ts";
import type { Desk } from "./use-desk.ts";

type AirPanelProps = {
  desk: Desk;
  air: Air;
  devices: Devices;
  studio: StudioHandle;
  sources: SourceDesk;
  goLive: () => void;
  ending: boolean;
  onEnding: (open: boolean) => void;
};

/** What the room sees or will see, the layouts one changes with a thumb, and the one button that puts it on air. */
export function AirPanel({ desk, air, devices, studio, sources, goLive, ending, onEnding }: AirPanelProps) {
  const t = useTranslations("studio.air");
  const tSources = useTranslations("sources");
  const { status } = desk.live;
  const { isPortrait } = desk.view;
  const isOpen = studio.present.length > 0;
  const isFromElsewhere = sources.view?.sources.some(({ state }) => state === "on_air") ?? false;
  const shown = devices[studio.layout === "face" ? "face" : "product"];
  return (
    <section aria-label={t("heading")} className="grid content-start gap-4 p-4 lg:p-5">
      <div
        className={clsx(
          "grid overflow-hidden rounded-sm bg-video outline-2 outline-offset-2",
          isPortrait ? "mx-auto aspect-[9/16] max-h-[52dvh]" : "aspect-video",
          air.isSending || isFromElsewhere ? "outline-signal" : "outline-transparent",
        )}
      >
        {isFromElsewhere ? (
          <ProgrammeMonitor showId={desk.view.id} label={tSources("monitor")} />
        ) : isOpen ? (
          <StudioPreview
            handle={studio}
            track={shown?.track ?? null}
            labels={{ preview: t("preview"), level: t("level") }}
          />
        ) : (
          <div className="grid content-center justify-items-center gap-3 p-4 text-center text-on-video-soft">
            <p className="max-w-64 text-sm">{t("noPicture")}</p>
            <Button look="line" busy={devices.pending} onClick={() => void devices.open()}>
              {t("open")}
            </Button>
            <Button
              look="plain"
              disabled={devices.pending}
              onClick={() => void devices.show("product", { kind: "screen" })}
            >
              {t("screen")}
            </Button>
          </div>
        )}
      </div>
      {devices.error && (
        <p role="alert" className="text-danger text-sm">
          {t(`captureError.${devices.error}`)}
        </p>
      )}
      {studio.ability === "cannot" && (
        <p role="alert" className="text-danger text-sm">
          {t("cannot")}
        </p>
      )}
      {air.elsewhere && !isFromElsewhere && (
        <TakenNotice holder={air.elsewhere} busy={desk.busy} onTakeOver={() => void air.start({ takeOver: true })} />
      )}
      <div className="grid gap-2 max-md:sticky max-md:bottom-0 max-md:z-10 max-md:-mx-4 max-md:border-rule max-md:border-t max-md:bg-paper max-md:px-4 max-md:pt-2 max-md:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
        {isOpen && !isFromElsewhere && <LayoutButtons studio={studio} isPortrait={isPortrait} />}
        {!air.isSending && (isFromElsewhere || !air.elsewhere) && (
          <Button
            id={goLiveId}
            look={isFromElsewhere ? "line" : "signal"}
            size="lg"
            wide
            disabled={!air.isReady}
            busy={desk.busy}
            onClick={isFromElsewhere ? () => void air.start({ takeOver: true }) : goLive}
            className="min-h-16 text-xl"
          >
            {isFromElsewhere ? tSources("fromHere") : status === "LIVE" ? t("resume") : t("goLive")}
          </Button>
        )}
      </div>
      {!isFromElsewhere && (
        <AirHealth
          status={air.status}
          viewers={air.viewers}
          before={air.elsewhere ? "elsewhere" : status === "LIVE" ? "missing" : isOpen ? "ready" : "dark"}
        />
      )}
      <SourceStrip desk={desk} air={air} sources={sources} />
      {air.health.length > 0 && <ServerHealth health={air.health} isSentHere={air.isSending} />}
      {air.samples.length > 0 && <AirPlots samples={air.samples} />}
      {isOpen && !air.isSending && !air.elsewhere && !isFromElsewhere && (
        <Readiness desk={desk} devices={devices} studio={studio} />
      )}
      {isOpen && (
        <>
          <SourcePicker devices={devices} />
          <SoundPanel devices={devices} studio={studio} />
          <ShapeSwitch desk={desk} isSending={air.isSending} />
        </>
      )}
      {status === "LIVE" && <EndShow desk={desk} air={air} devices={devices} open={ending} onOpenChange={onEnding} />}
    </section>
  );
}

export const goLiveId = "go-live";
