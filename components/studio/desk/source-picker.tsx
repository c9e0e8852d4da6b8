import { ScreenShare, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Slot } from "#components/media/broadcast/layouts.ts";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";

const slotOrder = ["face", "product"] as const;

/** Which camera shows the face, which one (or the screen) the product. Changes on air too, without a break. */
export function SourcePicker({ devices }: { devices: Devices }) {
  return (
    <div className="grid gap-3">
      {slotOrder.map((slot) => (
        <SlotPicker key={slot} slot={slot} devices={devices} />
      ))}
    </div>
  );
}

/** Says which camera went away and what stands in for it, in sight also while the devices are folded. */
export function ReplacedNote({ devices: { replaced } }: { devices: Devices }) {
  const t = useTranslations("studio.air");
  if (!replaced) return null;
  const { lost, by } = replaced;
  return (
    <p role="status" className="text-sm text-warn">
      {by ? t("replaced.by", { lost, by }) : t("replaced.gone", { lost })}
    </p>
  );
}

function SlotPicker({ slot, devices }: { slot: Slot; devices: Devices }) {
  const t = useTranslations("studio.air");
  const { cameras, pending, show } = devices;
  const picture = devices[slot];
  const isScreen = picture?.kind === "screen";
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Field label={t(`slot.${slot}`)}>
          {(binding) => (
            <Select
              {...binding}
              value={isScreen ? "screen" : (picture?.deviceId ?? "")}
              disabled={pending}
              onChange={({ target: { value } }) =>
                void show(slot, value === "" ? { kind: "none" } : { kind: "camera", deviceId: value })
              }
            >
              {slot === "product" && <option value="">{t("nothing")}</option>}
              {isScreen && <option value="screen">{t("screen")}</option>}
              {cameras.map(({ id, label }, index) => (
                <option key={id} value={id}>
                  {label || t("cameraNumber", { number: index + 1 })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {isScreen ? (
        <Button look="line" disabled={pending} onClick={() => void show(slot, { kind: "none" })}>
          <X aria-hidden className="size-4" />
          {t("stopScreen")}
        </Button>
      ) : (
        slot === "product" && (
          <Button look="line" disabled={pending} onClick={() => void show(slot, { kind: "screen" })}>
            <ScreenShare aria-hidden className="size-4" />
            {t("screen")}
          </Button>
        )
      )}
    </div>
  );
}
