"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { currencyExponent, formatMoney, parseMoney, toDecimal } from "#lib/money.ts";
import { controlClass } from "./control-class.ts";

type MoneyInputProps = Omit<ComponentProps<"input">, "value" | "onChange" | "type"> & {
  /** Minor units, or null while the text is not an amount. */
  minor: number | null;
  currency: string;
  onMinor: (minor: number | null) => void;
};

/**
 * An amount in integer minor units: free typing while focused, the exact amount written out on leaving, and below it, before anything is
 * saved, how it was understood.
 */
export function MoneyInput({ minor, currency, onMinor, className, onBlur, onFocus, ...rest }: MoneyInputProps) {
  const locale = useLocale();
  const [typed, setTyped] = useState<string | null>(null);
  const t = useTranslations("common.money");
  const written = minor === null ? "" : toDecimal(minor, currency);
  return (
    <span className="grid gap-1">
      <span className="relative block">
        <input
          {...rest}
          type="text"
          inputMode={currencyExponent(currency) === 0 ? "numeric" : "decimal"}
          autoComplete="off"
          value={typed ?? written}
          onFocus={(event) => {
            setTyped(written);
            onFocus?.(event);
          }}
          onChange={(event) => {
            setTyped(event.target.value);
            onMinor(parseMoney(event.target.value, currency));
          }}
          onBlur={(event) => {
            if (minor !== null || typed === "") setTyped(null);
            onBlur?.(event);
          }}
          className={clsx(controlClass, "figures pr-16", className)}
        />
        <abbr
          title={minor === null ? currency : formatMoney({ minor, currency, locale })}
          className="-translate-y-1/2 absolute top-1/2 right-3 text-sm text-soft no-underline"
        >
          {currency}
        </abbr>
      </span>
      <output className="figures min-h-4 text-soft text-xs leading-4">
        {minor
          ? t("understood", { amount: `${formatMoney({ minor, currency, locale })} ${currency}` })
          : typed
            ? t("notUnderstood", { currency })
            : ""}
      </output>
    </span>
  );
}
