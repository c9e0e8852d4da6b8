import { ClipboardPaste } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { FormFoot } from "../form-foot.tsx";
import { textOf } from "../read-form.ts";
import { type BadScript, mostBytes, readScript, type Script } from "./read-script.ts";

/** A script that is typed or pasted, one line each. */
export function PasteScript({ onRead }: { onRead: (script: Script | BadScript) => void }) {
  const t = useTranslations("captions.script");
  const [open, setOpen] = useState(false);
  const [isEmpty, setEmpty] = useState(false);

  async function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const bytes = new TextEncoder().encode(textOf(event.currentTarget, "script"));
    const script = await readScript({ name: "script.txt", bytes });
    if ("bad" in script && script.bad === "empty") return setEmpty(true);
    onRead({ ...script, name: t("pasted") });
    setOpen(false);
  }

  return (
    <>
      <Button look="line" size="sm" onClick={() => setOpen(true)} className="max-md:min-h-11">
        <ClipboardPaste aria-hidden className="size-4" />
        {t("paste")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("pasteHeading")}>
        <form noValidate onSubmit={(event) => void read(event)} className="grid grid-cols-1 gap-5">
          <Field label={t("text")} required hint={t("textHint")} error={isEmpty ? t("textWrong") : undefined}>
            {(binding) => <Textarea {...binding} name="script" rows={14} maxLength={mostBytes} autoFocus />}
          </Field>
          <FormFoot label={t("take")} busy={false} problem={null} />
        </form>
      </Sheet>
    </>
  );
}
