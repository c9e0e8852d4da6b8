import { useTranslations } from "next-intl";

/** Tells staff that the shop cannot tell its visitors apart, and which setting mends it. */
export function ProxyNotice({ address }: { address: string }) {
  const t = useTranslations("common");
  return (
    <p role="status" className="wrap-anywhere bg-warn-wash px-4 py-1.5 font-medium text-sm text-warn lg:px-5">
      {t("proxyUntrusted", { address })}
    </p>
  );
}
