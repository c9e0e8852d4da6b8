"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { LongTextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { answerInput, maxLetter } from "#lib/threads/schema.ts";

type WriteLetterProps = {
  path: string;
  /** Of the link by which somebody without a session writes. */
  linkKey?: string | null;
  words: { field: string; hint: string; wrong: string; submit: string; done: string };
};

/** A letter: typed, sent, and the page read anew with it. */
export function WriteLetter({ path, linkKey = null, words }: WriteLetterProps) {
  const router = useRouter();
  // Kept by key: a form that was sent begins empty.
  const [sent, setSent] = useState(0);
  return (
    <EditForm
      key={sent}
      schema={answerInput}
      read={(form) => ({ body: textOf(form, "body") })}
      send={async ({ body }) => {
        await callApi("POST", path, { body: { body, ...(linkKey === null ? {} : { key: linkKey }) } });
        showToast({ tone: "ok", text: words.done });
        setSent(sent + 1);
        router.refresh();
      }}
      label={words.submit}
      look="line"
      isPart
    >
      <LongTextField
        name="body"
        label={words.field}
        hint={words.hint}
        wrong={words.wrong}
        required
        rows={3}
        maxLength={maxLetter}
      />
    </EditForm>
  );
}
