"use client";

import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { EditForm, type EditFormProps } from "./edit-form.tsx";

type SheetFormProps<Schema extends z.ZodType> = EditFormProps<Schema> & {
  opener: { label: string; icon?: ReactNode; name?: string; look?: ButtonLook; size?: "sm" };
  title: string;
  lead?: ReactNode;
};

/** A button, the sheet that it opens, and the form in it; saved, the sheet closes. */
export function SheetForm<Schema extends z.ZodType>({ opener, title, lead, ...form }: SheetFormProps<Schema>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look={opener.look}
        size={opener.size}
        aria-label={opener.name}
        onClick={() => setOpen(true)}
        className={opener.icon ? "max-md:min-h-11" : undefined}
      >
        {opener.icon}
        {opener.label}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={title} description={lead}>
        <EditForm
          {...form}
          onCancel={() => setOpen(false)}
          send={async (input) => {
            await form.send(input);
            setOpen(false);
          }}
        />
      </Sheet>
    </>
  );
}
