import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { ProductImage } from "#components/catalog/product-image.tsx";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Money } from "#components/ui/money.tsx";
import { formatMoney } from "#lib/money.ts";
import type { ConversionQuote, PreorderView } from "#lib/preorders/schema.ts";

type ChangeOptionProps = {
  order: PreorderView;
  quote: ConversionQuote;
  isChosen: boolean;
  onChoose: (editionId: string) => void;
};

/** One other edition: what it costs against the own one, when it comes, and why it cannot be had if it cannot. */
export function ChangeOption({ order, quote, isChosen, onChoose }: ChangeOptionProps) {
  const t = useTranslations("myOrders.change");
  const words = useRefusalWords();
  const { editionId, name, summary, image, totalMinor, currency, window, available, refusal } = quote;
  const isPriced = refusal !== "currency_not_offered";
  return (
    <label
      className={clsx(
        "grid grid-cols-[auto_5rem_minmax(0,1fr)] items-center gap-x-4 gap-y-2 border-rule border-b py-5 sm:grid-cols-[auto_8rem_minmax(0,1fr)_auto]",
        "has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
        refusal ? "cursor-not-allowed" : "cursor-pointer hover:bg-raised",
      )}
    >
      <input
        type="radio"
        name="edition"
        value={editionId}
        checked={isChosen}
        disabled={refusal !== null}
        onChange={() => onChoose(editionId)}
        className="size-5 shrink-0 accent-ink outline-none"
      />
      <ProductImage
        src={image}
        name={name}
        className={clsx("aspect-4/3 w-full rounded-sm", refusal && "opacity-45 grayscale")}
      />
      <span className="grid min-w-0 gap-0.5">
        <span className={clsx("headline text-lg", refusal && "text-soft")}>{name}</span>
        {summary && <span className="line-clamp-2 text-sm text-soft">{summary}</span>}
        {refusal ? (
          <span className="text-sm text-warn">{words({ code: refusal })}</span>
        ) : (
          <span className="figures text-sm text-soft">
            <DeliveryWindow window={window} /> · {t("left", { count: available })}
          </span>
        )}
      </span>
      {isPriced && (
        <span className="grid gap-0.5 max-sm:col-start-3 sm:justify-items-end">
          <Money minor={totalMinor} currency={currency} className="font-medium text-lg" />
          <span className="figures text-sm text-soft">
            <Difference minor={totalMinor - order.totalMinor} currency={currency} />
          </span>
        </span>
      )}
    </label>
  );
}

function Difference({ minor, currency }: { minor: number; currency: string }) {
  const t = useTranslations("myOrders.change");
  const locale = useLocale();
  if (minor === 0) return t("same");
  const amount = formatMoney({ minor: Math.abs(minor), currency, locale, style: "short" });
  return minor > 0 ? t("more", { amount }) : t("less", { amount });
}
