import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { targetInput } from "#lib/restreams/schema.ts";
import type { SourceDesk } from "./use-sources.ts";

/** Three lines copied from the other platform. The key goes one way only. */
export function TargetForm({ sources, onDone }: { sources: SourceDesk; onDone: () => void }) {
  const t = useTranslations("sources.targets");
  return (
    <EditForm
      schema={targetInput}
      read={(typed) => Object.fromEntries(new FormData(typed))}
      send={async (target) => {
        await sources.addTarget(target);
        onDone();
      }}
      label={t("save")}
      onCancel={onDone}
      isPart
      className="border-rule border-t pt-4"
    >
      <TextField {...hintedWords(t, "name")} maxLength={60} autoComplete="off" />
      <TextField
        {...fieldWords(t, "address")}
        placeholder="rtmps://"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
      />
      <TextField {...hintedWords(t, "key")} type="password" autoComplete="off" spellCheck={false} />
    </EditForm>
  );
}
