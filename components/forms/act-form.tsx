"use client";

import type { ReactNode } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Form } from "./form.tsx";
import type { useFormAct } from "./use-form-act.ts";

type ActFormProps = {
  act: ReturnType<typeof useFormAct>;
  label: string;
  look?: ButtonLook;
  wide?: boolean;
  children?: ReactNode;
};

/** Fields, what went wrong, and the one button. */
export function ActForm({ act, label, look, wide, children }: ActFormProps) {
  return (
    <Form noValidate onSubmit={act.submit} onChange={act.forget} className="grid gap-5">
      {children}
      <Problem isBoxed>{act.problem}</Problem>
      <Button type="submit" size="lg" look={look} wide={wide} busy={act.isBusy}>
        {label}
      </Button>
    </Form>
  );
}
