import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** For an account that was made by a mailed code: the link to a new password sets the first one, too. */
export function FirstPassword({ email }: { email: string }) {
  const t = useTranslations("account");
  return (
    <>
      <p className="text-sm text-soft">{t("noPassword")}</p>
      <Link
        href={`/forgotten-password?${new URLSearchParams({ email })}`}
        className={clsx(buttonClass({ look: "line" }), "justify-self-start")}
      >
        {t("firstPassword")}
      </Link>
    </>
  );
}
