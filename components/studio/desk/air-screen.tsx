import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { StudioPreview } from "#components/media/broadcast/studio-preview.tsx";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import { Button } from "#components/ui/button.tsx";
import { ProgrammeMonitor } from "../sources/programme-monitor.tsx";
import type { Desk } from "./use-desk.ts";

type AirScreenProps = {
  desk: Desk;
  devices: Devices;
  studio: StudioHandle;
  isSending: boolean;
  isFromElsewhere: boolean;
};

const lastCount = 3;

/** What the room sees or will see. On a phone on air it stays on top while one works below. */
export function AirScreen({ desk, devices, studio, isSending, isFromElsewhere }: AirScreenProps) {
  const t = useTranslations("studio.air");
  const tSources = useTranslations("sources");
  const { isPortrait } = desk.view;
  const isLive = desk.live.status === "LIVE";
  const { left } = desk.going;
  const shown = devices[studio.layout === "face" ? "face" : "product"];
  return (
    <div
      className={clsx(
        "max-md:z-20 max-md:bg-paper max-md:px-4 max-md:py-2",
        isLive && "max-md:sticky max-md:top-0 max-md:order-1 max-md:h-[28dvh]",
      )}
    >
      <div
        className={clsx(
          "relative grid overflow-hidden rounded-sm bg-video outline-2 outline-offset-2",
          isPortrait ? "mx-auto aspect-[9/16] max-h-[44dvh]" : "mx-auto aspect-video xl:w-full",
          isLive ? "max-md:h-full max-md:max-h-full max-md:max-w-full" : "max-md:w-full",
          isPortrait || "md:w-full",
          isSending || isFromElsewhere ? "outline-signal" : "outline-transparent",
        )}
      >
        {isFromElsewhere ? (
          <ProgrammeMonitor showId={desk.view.id} label={tSources("monitor")} />
        ) : studio.present.length > 0 ? (
          <StudioPreview
            handle={studio}
            track={shown?.track ?? null}
            labels={{ preview: t("preview"), level: t("level") }}
          />
        ) : (
          <NoPicture devices={devices} />
        )}
        {left !== null && left <= lastCount && (
          <div aria-hidden className="absolute inset-0 grid place-content-center bg-scrim">
            <span className="numeral text-9xl text-on-video">{left}</span>
          </div>
        )}
      </div>
    </div>
  );
}

function NoPicture({ devices }: { devices: Devices }) {
  const t = useTranslations("studio.air");
  return (
    <div className="grid content-center justify-items-center gap-3 p-4 text-center text-on-video-soft">
      <p className="max-w-64 text-sm">{t("noPicture")}</p>
      <Button look="line" busy={devices.pending} onClick={() => void devices.open()}>
        {t("open")}
      </Button>
      <Button look="plain" disabled={devices.pending} onClick={() => void devices.show("product", { kind: "screen" })}>
        {t("screen")}
      </Button>
    </div>
  );
}
