import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Ref, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

type LineFormProps = {
  isOpen: boolean;
  field: Ref<HTMLInputElement>;
  /** False when it was not taken. */
  onLine: (text: string) => Promise<boolean>;
  canUndo: boolean;
  onUndo: () => void;
};

const maxCharacters = 300;

/** A line and Enter. The field is empty for the next one at once; what was refused comes back into it. */
export function LineForm({ isOpen, field, onLine, canUndo, onUndo }: LineFormProps) {
  const t = useTranslations("captions");
  const [text, setText] = useState("");

  async function send() {
    const line = text.trim();
    if (!line) return;
    setText("");
    if (!(await onLine(line))) setText((meanwhile) => meanwhile || line);
  }

  return (
    <Form onSubmit={send} className="flex items-center gap-2">
      <Input
        ref={field}
        value={text}
        aria-label={t("write")}
        placeholder={t("write")}
        maxLength={maxCharacters}
        autoComplete="off"
        enterKeyHint="send"
        disabled={!isOpen}
        onChange={(event) => setText(event.target.value)}
      />
      {canUndo && (
        <IconButton label={t("undoHint")} onClick={onUndo}>
          <Undo2 aria-hidden />
        </IconButton>
      )}
      <Button type="submit" look="line" disabled={!isOpen || text.trim() === ""}>
        {t("send")}
      </Button>
    </Form>
  );
}
