"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { z } from "zod";
import { WhoMay } from "#components/forms/may-scope.tsx";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import type { ButtonLook } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";

type ActSheetProps = {
  path: string;
  schema: z.ZodType;
  words: { open: string; title: string; lead: string; save: string; done: string };
  look?: ButtonLook;
  read: (form: HTMLFormElement) => unknown;
  children: ReactNode;
};

/** One act upon an order: a button, a sheet that says what will happen, a form, and the order read anew. */
export function ActSheet({ path, schema, words, look = "line", read, children }: ActSheetProps) {
  const router = useRouter();
  return (
    <WhoMay what="operate">
      <SheetForm
        opener={{ label: words.open, look, size: "sm" }}
        title={words.title}
        lead={words.lead}
        schema={schema}
        read={read}
        send={async (body) => {
          await callApi("POST", path, { body });
          showToast({ tone: "ok", text: words.done });
          router.refresh();
        }}
        label={words.save}
      >
        {children}
      </SheetForm>
    </WhoMay>
  );
}
