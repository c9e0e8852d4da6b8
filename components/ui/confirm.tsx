"use client";

import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/alert-dialog";
import type { ReactNode } from "react";
import { Button, type ButtonLook } from "./button.tsx";
import { dialogClass } from "./dialog.tsx";
import { useReturnFocus } from "./return-focus.ts";
import { useScopedTheme } from "./theme-scope.tsx";

type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will have happened afterwards, and whether it can be undone. */
  children: ReactNode;
  confirmLabel: ReactNode;
  /** When "Cancel" could be mistaken for the act itself. */
  cancelLabel?: ReactNode;
  look?: ButtonLook;
  busy?: boolean;
  onConfirm: () => void;
};

/** Asks before what cannot be taken back. Focus starts on Cancel. */
export function Confirm({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  cancelLabel,
  look,
  busy,
  onConfirm,
}: ConfirmProps) {
  const t = useTranslations("common");
  const theme = useScopedTheme();
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content {...returnFocus} data-theme={theme} className={dialogClass}>
          <Radix.Title className="headline text-xl">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-2 text-soft">{children}</div>
          </Radix.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button look="line">{cancelLabel ?? t("cancel")}</Button>
            </Radix.Cancel>
            <Button look={look} busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
