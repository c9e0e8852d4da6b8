"use client";

import type { ReactNode } from "react";
import type { useFormAct } from "#components/session/use-form-act.ts";
import { Button } from "#components/ui/button.tsx";

type ActFormProps = { act: ReturnType<typeof useFormAct>; label: string; children?: ReactNode };

/** Fields, what went wrong, and the one button. */
export function ActForm({ act, label, children }: ActFormProps) {
  return (
    <form noValidate onSubmit={act.submit} onChange={act.forget} className="grid gap-5">
      {children}
      {act.problem && (
        <p role="alert" className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">
          {act.problem}
        </p>
      )}
      <Button type="submit" size="lg" busy={act.isBusy}>
        {label}
      </Button>
    </form>
  );
}
