import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { CapturePreview } from "#components/media/capture-preview.tsx";
import type { Capture } from "#components/media/use-capture.ts";
import { Button } from "#components/ui/button.tsx";
import { CapturePicker } from "./capture-picker.tsx";
import { EndShow } from "./end-show.tsx";
import { UploadHealth } from "./upload-health.tsx";
import type { Air } from "./use-air.ts";
import type { Desk } from "./use-desk.ts";

type AirPanelProps = {
  desk: Desk;
  air: Air;
  capture: Capture;
  goLive: () => void;
  ending: boolean;
  onEnding: (open: boolean) => void;
};

/** What the room sees or will see, and the one button that puts it on air. */
export function AirPanel({ desk, air, capture, goLive, ending, onEnding }: AirPanelProps) {
  const t = useTranslations("studio.air");
  const { status } = desk.live;
  const { stream, choice, error, pending, choose } = capture;
  return (
    <section aria-label={t("heading")} className="grid content-start gap-4 p-4 lg:p-5">
      <div
        className={clsx(
          "grid aspect-video overflow-hidden rounded-sm bg-video outline-2 outline-offset-2",
          air.isSending ? "outline-signal" : "outline-transparent",
        )}
      >
        {stream ? (
          <CapturePreview
            stream={stream}
            mirrored={choice.kind === "camera"}
            labels={{ preview: t("preview"), level: t("level") }}
          />
        ) : (
          <div className="grid content-center justify-items-center gap-3 p-4 text-center text-on-video-soft">
            <p className="max-w-64 text-sm">{t("noPicture")}</p>
            <Button look="line" busy={pending} onClick={() => void choose()}>
              {t("open")}
            </Button>
          </div>
        )}
      </div>
      {error && (
        <p role="alert" className="text-danger text-sm">
          {t(`captureError.${error}`)}
        </p>
      )}
      {stream && <CapturePicker capture={capture} />}
      {!air.isSending && (
        <Button
          id={goLiveId}
          look="signal"
          size="lg"
          wide
          disabled={!stream}
          busy={desk.busy}
          onClick={goLive}
          className="min-h-16 text-xl"
        >
          {status === "LIVE" ? t("resume") : t("goLive")}
        </Button>
      )}
      <UploadHealth status={air.status} before={status === "LIVE" ? "missing" : stream ? "ready" : "dark"} />
      {status === "LIVE" && <EndShow desk={desk} air={air} capture={capture} open={ending} onOpenChange={onEnding} />}
    </section>
  );
}

export const goLiveId = "go-live";
