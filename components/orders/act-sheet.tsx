"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import type { z } from "zod";
import { callApi } from "#components/session/call-api.ts";
import { FormFoot } from "#components/studio/form-foot.tsx";
import { useSubmit } from "#components/studio/use-submit.ts";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.ts";
import { Sheet } from "#components/ui/sheet.tsx";

type ActSheetProps = {
  path: string;
  schema: z.ZodType;
  words: { open: string; title: string; lead: string; save: string; done: string };
  look?: ButtonLook;
  read: (form: HTMLFormElement) => unknown;
  /** The fields, told which of them are wrong. */
  children: (wrong: ReadonlySet<string>) => ReactNode;
};

/** One act upon an order: a button, a sheet that says what will happen, a form, and the order read anew. */
export function ActSheet({ path, schema, words, look = "line", read, children }: ActSheetProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema,
    send: async (body) => {
      await callApi("POST", path, { body });
      setOpen(false);
      notify({ tone: "ok", text: words.done });
      router.refresh();
    },
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void submit(read(event.currentTarget));
  };

  return (
    <>
      <Button look={look} size="sm" onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={words.title} description={words.lead}>
        <form ref={form} noValidate onSubmit={send} className="grid gap-5">
          {children(wrong)}
          <FormFoot label={words.save} busy={busy} problem={problem} />
        </form>
      </Sheet>
    </>
  );
}
