import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** Everything that the shop keeps about somebody, to take along. */
export function OwnData() {
  const t = useTranslations("account.data");
  return (
    <>
      <p className="text-sm text-soft">{t("hint")}</p>
      <a href="/api/me/export" download className={clsx(buttonClass({ look: "line" }), "justify-self-start")}>
        {t("download")}
      </a>
    </>
  );
}
