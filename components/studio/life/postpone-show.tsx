import { useLocale, useTranslations } from "next-intl";
import { fieldWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { fromLocalInput, nextFullHour, ownZoneName, toLocalInput } from "#components/forms/local-start.ts";
import { textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { postponement, type ShowCard } from "#lib/shows/schema.ts";

/** Another start, or a start again for what was cancelled; who waits hears of it by mail. */
export function PostponeShow({ show, onDone }: { show: ShowCard; onDone: () => void }) {
  const t = useTranslations("studio.life.postpone");
  const locale = useLocale();
  const start = Math.max(Date.parse(show.startsAt), Date.now());
  const words = show.status === "CANCELLED" ? "again" : "open";
  return (
    <SheetForm
      opener={{ label: t(words), look: "line", size: "sm" }}
      title={t(words)}
      lead={t("lead")}
      schema={postponement}
      read={(typed) => ({ startsAt: fromLocalInput(textOf(typed, "startsAt")) })}
      send={async (body) => {
        await callApi("POST", `/api/shows/${show.id}/postponement`, { body });
        showToast({ text: t("done"), tone: "ok" });
        onDone();
      }}
      label={t("confirm")}
    >
      <TextField
        {...fieldWords(t, "startsAt")}
        type="datetime-local"
        hint={t("zone", { zone: ownZoneName(locale) })}
        required
        defaultValue={toLocalInput(nextFullHour(new Date(start)))}
      />
    </SheetForm>
  );
}
