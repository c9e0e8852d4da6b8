"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";

/** By the reference on the bank statement, however it was typed there. "/" puts the cursor into it. */
export function TransferSearch({ reference }: { reference: string }) {
  const t = useTranslations("ops.money.awaited");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key !== "/" || isTyping) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return (
    <form action="/ops/payments" className="flex gap-2">
      <label htmlFor="transfer-reference" className="sr-only">
        {t("search")}
      </label>
      <input
        ref={field}
        id="transfer-reference"
        name="reference"
        type="search"
        defaultValue={reference}
        placeholder={t("search")}
        maxLength={40}
        className={clsx(controlClass, "min-h-8 w-64 text-sm")}
      />
      <Button type="submit" look="line" size="sm">
        {t("find")}
      </Button>
    </form>
  );
}
