import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

type EditTextProps = {
  label: string;
  text: string;
  /** With the new text, or null when it stays as it was. */
  onDone: (changed: string | null) => void;
};

/** One line in place: Enter keeps it, Escape leaves it. */
export function EditText({ label, text, onDone }: EditTextProps) {
  const t = useTranslations("captions");
  const [draft, setDraft] = useState(text);
  const changed = draft.trim();
  return (
    <Form
      className="flex min-w-0 flex-1 items-center gap-2 py-1"
      onSubmit={() => {
        onDone(changed && changed !== text ? changed : null);
      }}
    >
      <Input
        autoFocus
        value={draft}
        aria-label={label}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone(null);
        }}
      />
      <IconButton type="submit" label={t("save")}>
        <Check aria-hidden />
      </IconButton>
    </Form>
  );
}
