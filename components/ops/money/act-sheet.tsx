"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { z } from "zod";
import { EditForm, type EditFormProps } from "#components/forms/edit-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";

type ActSheetProps<Schema extends z.ZodType, Answer> = Omit<EditFormProps<Schema>, "send" | "onCancel"> & {
  title: string;
  description: ReactNode;
  path: string;
  /** Said when it was done. */
  done: string | ((answer: Answer) => string);
  onClose: () => void;
};

/** What has to be filled in before an act, and the act; the desk is read again however it ends. */
export function ActSheet<Schema extends z.ZodType, Answer>(props: ActSheetProps<Schema, Answer>) {
  const { title, description, path, done, onClose, ...form } = props;
  const router = useRouter();
  const send = async (body: z.output<Schema>) => {
    try {
      const answer = await callApi<Answer>("POST", path, { body });
      showToast({ tone: "ok", text: typeof done === "string" ? done : done(answer) });
      onClose();
    } finally {
      router.refresh();
    }
  };
  return (
    <Sheet open onOpenChange={onClose} title={title} description={description}>
      <EditForm {...form} send={send} onCancel={onClose} />
    </Sheet>
  );
}
