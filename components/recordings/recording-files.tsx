import { useFormatter, useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Meter } from "#components/ui/meter.tsx";
import { useSocialFile } from "./use-social-file.ts";

/** What can be taken home of a show that is over: the recording as it was sent, and one file for editors and other platforms. */
export function RecordingFiles({ showId }: { showId: string }) {
  const t = useTranslations("studio.recordingFiles");
  const format = useFormatter();
  const { file, isRecorded, make } = useSocialFile(showId);
  if (!isRecorded) return null;
  const address = `/api/shows/${showId}/recording`;
  const percent = Math.round((file?.part ?? 0) * 100);
  const megabytes = format.number((file?.bytes ?? 0) / 1_000_000, { maximumFractionDigits: 0 });
  return (
    <section aria-labelledby="recording-files" className="grid gap-3 border-rule border-t pt-4">
      <h3 id="recording-files" className="font-medium">
        {t("heading")}
      </h3>
      <p className="text-sm text-soft">{t("lead")}</p>
      <div className="flex flex-wrap items-center gap-2">
        {file?.state === "ready" ? (
          <a href={`${address}/social/file`} download className={buttonClass({ look: "signal" })}>
            {t("download", { megabytes })}
          </a>
        ) : (
          <Button look="line" busy={file?.state === "making"} disabled={!file} onClick={make}>
            {t("make")}
          </Button>
        )}
        <a href={`${address}/file`} download className={buttonClass({ look: "plain" })}>
          {t("asSent")}
        </a>
      </div>
      <div role="status" className="grid gap-1.5">
        {file?.state === "making" && (
          <>
            <Meter
              label={t("making", { percent })}
              parts={[{ label: t("make"), value: percent, tone: "ink" }]}
              max={100}
            />
            <p className="figures text-sm text-soft">{t("making", { percent })}</p>
          </>
        )}
        {file?.state === "failed" && <p className="text-danger text-sm">{t("failed")}</p>}
      </div>
    </section>
  );
}
