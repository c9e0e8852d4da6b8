"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { chooseOwnName, ownName } from "./own-name.ts";

const longest = 48;

type NameStepProps = {
  /** What is sent as soon as there is a name; null where it is only changed. */
  body: string | null;
  onNamed: (name: string) => void;
  onCancel: () => void;
};

/** In the place of the composer: what somebody wants to be called, before their first line goes out. */
export function NameStep({ body, onNamed, onCancel }: NameStepProps) {
  const t = useTranslations("room.chat.name");
  const words = useRefusalWords();
  const hint = useId();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function choose(form: HTMLFormElement): Promise<void> {
    const name = textOf(form, "talk-name").trim();
    if (!name || busy) return;
    setBusy(true);
    setRefusal(null);
    await chooseOwnName(name).then(onNamed, (error: unknown) => setRefusal(sayWhy(error)));
    setBusy(false);
  }

  const sayWhy = (error: unknown) => (isOfField(error) ? t("unreadable") : words(error));

  return (
    <Form
      onSubmit={({ currentTarget }) => void choose(currentTarget)}
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
      className="grid min-w-0 flex-1 gap-1.5"
    >
      <p
        id={hint}
        role={refusal ? "alert" : undefined}
        className={clsx("px-1 text-sm", refusal ? "text-danger" : "text-soft")}
      >
        {refusal ?? t("ask")}
      </p>
      <div className="flex items-center gap-1.5">
        <input
          // biome-ignore lint/a11y/noAutofocus: the keyboard is up, and this is what one types next
          autoFocus
          name="talk-name"
          aria-label={t("label")}
          aria-describedby={hint}
          aria-invalid={refusal !== null || undefined}
          defaultValue={ownName() ?? ""}
          maxLength={longest}
          autoComplete="nickname"
          enterKeyHint="send"
          className={clsx(controlClass, "rounded-full over:rounded-full px-4")}
        />
        <Button type="submit" busy={busy} className="shrink-0 rounded-full">
          {t(body === null ? "save" : "send")}
        </Button>
        <IconButton label={t("cancel")} onClick={onCancel}>
          <X aria-hidden />
        </IconButton>
      </div>
      {body !== null && <p className="truncate px-1 text-sm">{body}</p>}
    </Form>
  );
}

function isOfField(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "invalid_body";
}
