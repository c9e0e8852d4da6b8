"use client";

import { type ReactNode, useId } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";

type ActSheetProps = {
  title: string;
  description: ReactNode;
  label: string;
  look?: ButtonLook;
  busy: boolean;
  disabled?: boolean;
  onClose: () => void;
  onAct: () => void;
  children: ReactNode;
};

/** What has to be filled in before an act, and the act. */
export function ActSheet({ title, description, label, look, busy, disabled, onClose, onAct, children }: ActSheetProps) {
  const formId = useId();
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={title}
      description={description}
      footer={
        <Button type="submit" form={formId} look={look} wide busy={busy} disabled={disabled}>
          {label}
        </Button>
      }
    >
      <form
        id={formId}
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          onAct();
        }}
      >
        {children}
      </form>
    </Sheet>
  );
}
