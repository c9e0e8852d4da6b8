import { MapPinOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrderCount } from "#lib/orders/schema.ts";

/** Orders that are to be shipped and go to nobody knows where; nothing when there are none. */
export function UnaddressedNote({ count, isMore }: OrderCount) {
  const t = useTranslations("ops");
  if (count === 0) return null;
  return (
    <Link
      href="/ops/orders?unaddressed=true"
      className="inline-flex min-h-9 items-center gap-2 justify-self-start text-sm text-warn underline underline-offset-4"
    >
      <MapPinOff aria-hidden className="size-4" />
      {t("unaddressed", { count, more: isMore ? "yes" : "no" })}
    </Link>
  );
}
