import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { ApiRefusal } from "#components/session/call-api.ts";
import { hlsInput, sourceTrouble } from "#lib/sources/schema.ts";
import type { SourceDesk } from "./use-sources.ts";

/** A picture that somebody else's service makes: its address, and why it cannot be shown where that is so. */
export function HlsPanel({ sources, onConnected }: { sources: SourceDesk; onConnected: () => void }) {
  const t = useTranslations("sources.hls");
  const trouble = useTranslations("sources.trouble");
  const say = (refusal: unknown) => {
    const { data: reason } = sourceTrouble.safeParse(refusal instanceof ApiRefusal && refusal.detail.reason);
    return reason && `${t("cannot")} ${trouble(reason)}`;
  };
  return (
    <div className="grid gap-5">
      <p>{t("lead")}</p>
      <EditForm
        schema={hlsInput}
        read={(typed) => ({ address: textOf(typed, "address") })}
        send={async ({ address }) => {
          await sources.connectHls(address);
          onConnected();
        }}
        say={say}
        label={t("connect")}
        isPart
      >
        <TextField
          {...hintedWords(t, "address")}
          inputMode="url"
          placeholder="https://"
          autoComplete="off"
          spellCheck={false}
        />
      </EditForm>
      <p className="border-rule border-t pt-4 text-sm text-soft">{t("after")}</p>
    </div>
  );
}
