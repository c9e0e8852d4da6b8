import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import { Button } from "#components/ui/button.tsx";
import { SourceStrip } from "../sources/source-strip.tsx";
import type { SourceDesk } from "../sources/use-sources.ts";
import { AirHealth } from "./air-health.tsx";
import { AirPlots } from "./air-plots.tsx";
import { AirScreen } from "./air-screen.tsx";
import { DeviceFold } from "./device-fold.tsx";
import { EndShow } from "./end-show.tsx";
import { LayoutButtons } from "./layout-buttons.tsx";
import { Readiness } from "./readiness.tsx";
import { ServerHealth } from "./server-health.tsx";
import { ShapeSwitch } from "./shape-switch.tsx";
import { SoundPanel } from "./sound-panel.tsx";
import { ReplacedNote, SourcePicker } from "./source-picker.tsx";
import { TakenNotice } from "./taken-notice.tsx";
import type { Air } from "./use-air.ts";
import type { Desk } from "./use-desk.ts";

type AirPanelProps = {
  desk: Desk;
  air: Air;
  devices: Devices;
  studio: StudioHandle;
  sources: SourceDesk;
  /** Older iPhones would not hear what this browser makes, and the server makes no other of it. */
  isHalfHeard: boolean;
  goLive: () => void;
  ending: boolean;
  onEnding: (open: boolean) => void;
};

/** What the room sees or will see, the layouts one changes with a thumb, the button that puts it on air and the one that ends it. */
export function AirPanel(props: AirPanelProps) {
  const { desk, air, devices, studio, sources, isHalfHeard, goLive, ending, onEnding } = props;
  const t = useTranslations("studio.air");
  const tSources = useTranslations("sources");
  const { status } = desk.live;
  const isLive = status === "LIVE";
  const isOpen = studio.present.length > 0;
  const isFromElsewhere = sources.view?.sources.some(({ state }) => state === "on_air") ?? false;
  const mayGoLive = !air.isSending && (isFromElsewhere || !air.elsewhere);
  return (
    <section aria-label={t("heading")} className="max-md:contents md:grid md:content-start md:gap-4 md:p-4 lg:p-5">
      <AirScreen {...{ desk, devices, studio, isFromElsewhere }} isSending={air.isSending} />
      <div
        className={clsx(
          "grid gap-2 max-md:sticky max-md:bottom-0 max-md:z-20 max-md:order-last max-md:border-rule max-md:border-t max-md:bg-paper",
          "max-md:px-4 max-md:pt-2 max-md:pb-[max(0.5rem,env(safe-area-inset-bottom))]",
        )}
      >
        {isOpen && !isFromElsewhere && <LayoutButtons studio={studio} isPortrait={desk.view.isPortrait} />}
        <div className="flex gap-2">
          {mayGoLive && (
            <Button
              id={goLiveId}
              look={isFromElsewhere ? "line" : "signal"}
              size="lg"
              disabled={!air.isReady || desk.going.left !== null}
              busy={desk.busy}
              onClick={isFromElsewhere ? () => void air.start({ takeOver: true }) : goLive}
              className="min-w-0 flex-1 whitespace-normal! px-3 max-md:min-h-11 max-md:text-base md:min-h-16 md:text-xl"
            >
              {isFromElsewhere ? tSources("fromHere") : isLive ? t("resume") : t("goLive")}
            </Button>
          )}
          {isLive && <EndShow desk={desk} air={air} devices={devices} open={ending} onOpenChange={onEnding} />}
        </div>
      </div>
      <div className={clsx("grid content-start gap-4 max-md:px-4 max-md:py-2", isLive && "max-md:order-1")}>
        {devices.error && <Alarm>{t(`captureError.${devices.error}`)}</Alarm>}
        {studio.ability === "cannot" && <Alarm>{t("cannot")}</Alarm>}
        {air.elsewhere && !isFromElsewhere && (
          <TakenNotice holder={air.elsewhere} busy={desk.busy} onTakeOver={() => void air.start({ takeOver: true })} />
        )}
        {air.troubles.map((trouble) => (
          <Alarm key={trouble}>{t(`trouble.${trouble}`)}</Alarm>
        ))}
        {!isFromElsewhere && (
          <AirHealth
            status={air.status}
            viewers={air.viewers}
            before={air.elsewhere ? "elsewhere" : isLive ? "missing" : isOpen ? "ready" : "dark"}
          />
        )}
        {air.isSending && air.isHalfHeard && <p className="text-sm text-warn">{t("halfHeard")}</p>}
        {air.health.length > 0 && <ServerHealth health={air.health} isSentHere={air.isSending} />}
        {isOpen && !air.isSending && !air.elsewhere && !isFromElsewhere && (
          <Readiness {...{ desk, devices, studio, isHalfHeard }} />
        )}
        <SourceStrip desk={desk} air={air} sources={sources} />
        <ReplacedNote devices={devices} />
        {isOpen && (
          <DeviceFold isOnAir={air.isSending}>
            <SourcePicker devices={devices} />
            <SoundPanel {...{ devices, studio }} isSilent={desk.live.halts?.on.includes("sound") ?? false} />
            <ShapeSwitch desk={desk} isSending={air.isSending} />
          </DeviceFold>
        )}
        {air.samples.length > 0 && <AirPlots samples={air.samples} />}
      </div>
    </section>
  );
}

function Alarm({ children }: { children: string }) {
  return (
    <p role="alert" className="text-danger text-sm">
      {children}
    </p>
  );
}

export const goLiveId = "go-live";
