import { ClipboardPaste } from "lucide-react";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { LongTextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { ApiRefusal } from "#components/session/call-api.ts";
import { type BadScript, maxBytes, readScript, type Script } from "./read-script.ts";

const pasted = z.strictObject({ script: z.string() });

/** A script that is typed or pasted, one line each. */
export function PasteScript({ onRead }: { onRead: (script: Script | BadScript) => void }) {
  const t = useTranslations("captions.script");
  return (
    <SheetForm
      opener={{ label: t("paste"), icon: <ClipboardPaste aria-hidden className="size-4" />, look: "line", size: "sm" }}
      title={t("pasteHeading")}
      schema={pasted}
      read={(typed) => ({ script: textOf(typed, "script") })}
      send={async ({ script: text }) => {
        const script = await readScript({ name: "script.txt", bytes: new TextEncoder().encode(text) });
        if ("bad" in script && script.bad === "empty")
          throw new ApiRefusal(422, { code: "invalid_body", field: "script" });
        onRead({ ...script, name: t("pasted") });
      }}
      label={t("take")}
    >
      <LongTextField
        name="script"
        label={t("text")}
        hint={t("textHint")}
        wrong={t("textWrong")}
        required
        rows={14}
        maxLength={maxBytes}
        autoFocus
      />
    </SheetForm>
  );
}
