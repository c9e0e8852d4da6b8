"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { FaultsOfForm } from "./faults.ts";
import { Form } from "./form.tsx";
import { type Submission, useSubmit } from "./use-submit.ts";

export type EditFormProps<Schema extends z.ZodType> = Submission<Schema> & {
  /** What was typed, as the schema takes it; NaN or null where it is nothing that a schema takes. */
  read: (form: HTMLFormElement) => unknown;
  /** Of the button that sends. */
  label: string;
  look?: ButtonLook;
  onCancel?: () => void;
  /** What must be known before it may be sent is not known yet. */
  isBlocked?: boolean;
  /** Not the whole of a sheet: its foot stands where it ends. */
  isPart?: boolean;
  className?: string;
  /** The fields, which learn what is wrong with them from the form. */
  children: ReactNode;
};

/** Fields and a foot in reach: parsed by the API's own schema before they are sent, refused field by field, kept until saved. */
export function EditForm<Schema extends z.ZodType>(props: EditFormProps<Schema>) {
  const { read, label, look, onCancel, isBlocked, isPart = false, className, children } = props;
  const t = useTranslations("common");
  const { form, busy, faults, problem, submit, touch } = useSubmit(props);
  return (
    <FaultsOfForm value={faults}>
      <Form
        ref={form}
        noValidate
        onChange={touch}
        onSubmit={(event) => {
          void submit(read(event.currentTarget));
        }}
        className={clsx("grid grid-cols-1 gap-5", className)}
      >
        {children}
        <div
          className={clsx(
            "grid gap-2",
            !isPart && "sticky -bottom-4 -mx-5 -mb-4 border-rule border-t bg-raised px-5 py-3",
          )}
        >
          <Problem>{problem}</Problem>
          <div className={clsx("gap-2", onCancel && !isPart ? "grid grid-cols-[auto_minmax(0,1fr)]" : "flex")}>
            {onCancel && (
              <Button look="plain" onClick={onCancel}>
                {t("cancel")}
              </Button>
            )}
            <Button type="submit" look={look} busy={busy} disabled={isBlocked} wide={!isPart}>
              {label}
            </Button>
          </div>
        </div>
      </Form>
    </FaultsOfForm>
  );
}
