"use client";

import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { FormField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Select } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import { silenceInput, silenceReason } from "#lib/moderation/schema.ts";

const lengths = ["10", "60", "1440", "forever"] as const;

type SilenceFormProps = {
  showId: string;
  /** Whose author is to be silent; null closes the sheet. */
  line: LiveMessage | null;
  keepsAll: boolean;
  onClose: () => void;
};

/** For how long, why, and how far. */
export function SilenceForm({ showId, line, keepsAll, onClose }: SilenceFormProps) {
  const t = useTranslations("studio.talk");
  const name = line?.name ?? "";
  return (
    <Sheet
      open={line !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("silenceTitle", { name })}
      description={t("silenceLead")}
    >
      {line && (
        <EditForm
          schema={silenceInput}
          read={(form) => readSilence(form, line.id)}
          send={async (body) => {
            await callApi("POST", `/api/shows/${showId}/silences`, { body });
            showToast({ tone: "ok", text: t("silenced", { name }) });
            onClose();
          }}
          label={t("silence")}
          look="danger"
          onCancel={onClose}
        >
          <blockquote className="wrap-anywhere border-edge border-l-2 pl-3 text-sm text-soft">{line.body}</blockquote>
          <FormField path="minutes" label={t("for")} required>
            {(binding) => (
              <Select {...binding} name="minutes">
                {lengths.map((length) => (
                  <option key={length} value={length}>
                    {t(`forOf.${length}`)}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <FormField path="reason" label={t("reason")} required>
            {(binding) => (
              <Select {...binding} name="reason">
                {silenceReason.options.map((reason) => (
                  <option key={reason} value={reason}>
                    {t(`reasonOf.${reason}`)}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <div>
            <Checkbox name="removeLines" defaultChecked label={t("removeLines")} />
            {keepsAll && <Checkbox name="everywhere" label={t("everywhere")} />}
            <Checkbox name="alsoNetwork" label={t("alsoNetwork")} hint={t("alsoNetworkHint")} />
          </div>
        </EditForm>
      )}
    </Sheet>
  );
}

function readSilence(form: HTMLFormElement, lineId: string) {
  const length = textOf(form, "minutes");
  const isOn = (name: string) => textOf(form, name) === "on";
  return {
    ...{ lineId, minutes: length === "forever" ? null : Number(length), reason: textOf(form, "reason") },
    ...{ removeLines: isOn("removeLines"), everywhere: isOn("everywhere"), alsoNetwork: isOn("alsoNetwork") },
  };
}
