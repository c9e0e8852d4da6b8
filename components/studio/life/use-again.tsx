import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { fieldWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { fromLocalInput, nextFullHour, ownZoneName, toLocalInput } from "#components/forms/local-start.ts";
import { textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { type ShowCard, type ShowView, showCopy } from "#lib/shows/schema.ts";

const week = 7 * 86_400_000;

/** The same show once more, as a draft: texts, run list and prepared drops come along, what happened stays behind. */
export function UseAgain({ show }: { show: ShowCard }) {
  const t = useTranslations("studio.life.again");
  const locale = useLocale();
  const router = useRouter();
  return (
    <SheetForm
      opener={{ label: t("open"), look: "line", size: "sm" }}
      title={t("title", { show: show.title })}
      lead={t("lead")}
      schema={showCopy}
      read={(typed) => ({ title: textOf(typed, "title"), startsAt: fromLocalInput(textOf(typed, "startsAt")) })}
      send={async (body) => {
        const copy = await callApi<ShowView>("POST", `/api/shows/${show.id}/copies`, { body });
        showToast({ text: t("done"), tone: "ok" });
        router.push(`/studio/shows/${copy.id}`);
      }}
      label={t("confirm")}
    >
      <TextField {...fieldWords(t, "title")} label={t("name")} required defaultValue={show.title} maxLength={120} />
      <TextField
        {...fieldWords(t, "startsAt")}
        type="datetime-local"
        hint={t("zone", { zone: ownZoneName(locale) })}
        required
        defaultValue={toLocalInput(nextFullHour(new Date(Date.now() + week)))}
      />
    </SheetForm>
  );
}
