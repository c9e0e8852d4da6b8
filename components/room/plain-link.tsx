import { useTranslations } from "next-intl";

/**
 * The way to the page without scripts. A browser that is too old for our style sheets does not know the layer in which `hidden`
 * stands, so it shows the link; whoever runs no scripts reads it too.
 */
export function PlainLink({ showId }: { showId: string }) {
  const t = useTranslations("room");
  const link = <a href={`/api/shows/${showId}/plain`}>{t("tooOld")}</a>;
  return (
    <>
      <p className="hidden">{link}</p>
      <noscript>
        <p className="relative z-50 bg-paper p-4 text-ink underline">{link}</p>
      </noscript>
    </>
  );
}
