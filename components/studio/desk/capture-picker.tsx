import { Camera, ScreenShare } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Capture } from "#components/media/use-capture.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";

/** Camera or screen, and which of them. Changes on air too: the picture goes over without a break. */
export function CapturePicker({ capture: { choice, cameras, microphones, pending, choose } }: { capture: Capture }) {
  const t = useTranslations("studio.air");
  return (
    <div className="grid gap-3">
      <fieldset aria-label={t("source")} className="grid grid-cols-2 gap-2">
        <Button
          look={choice.kind === "camera" ? "ink" : "line"}
          size="sm"
          aria-pressed={choice.kind === "camera"}
          disabled={pending}
          onClick={() => void choose({ ...choice, kind: "camera" })}
        >
          <Camera aria-hidden className="size-4" />
          {t("camera")}
        </Button>
        <Button
          look={choice.kind === "screen" ? "ink" : "line"}
          size="sm"
          aria-pressed={choice.kind === "screen"}
          disabled={pending}
          onClick={() => void choose({ ...choice, kind: "screen" })}
        >
          <ScreenShare aria-hidden className="size-4" />
          {t("screen")}
        </Button>
      </fieldset>
      <div className="grid grid-cols-2 gap-2">
        <Field label={t("camera")}>
          {(binding) => (
            <Select
              {...binding}
              value={choice.cameraId ?? cameras[0]?.id ?? ""}
              disabled={pending || choice.kind === "screen" || cameras.length < 2}
              onChange={(event) => void choose({ ...choice, cameraId: event.target.value })}
            >
              {cameras.map(({ id, label }, index) => (
                <option key={id} value={id}>
                  {label || t("cameraNumber", { number: index + 1 })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("microphone")}>
          {(binding) => (
            <Select
              {...binding}
              value={choice.microphoneId ?? microphones[0]?.id ?? ""}
              disabled={pending || microphones.length < 2}
              onChange={(event) => void choose({ ...choice, microphoneId: event.target.value })}
            >
              {microphones.map(({ id, label }, index) => (
                <option key={id} value={id}>
                  {label || t("microphoneNumber", { number: index + 1 })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </div>
  );
}
