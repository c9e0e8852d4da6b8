import Link from "next/link";
import { useTranslations } from "next-intl";
import { OnAirBadge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";
import { Thumb } from "./thumb.tsx";

/** The show that is on air now, as large as it deserves. */
export function LiveShow({ show }: { show: ShowCard }) {
  const t = useTranslations("studio.shows");
  return (
    <section
      aria-label={show.title}
      className="grid items-center gap-5 rounded-lg border border-signal bg-raised p-5 md:grid-cols-[auto_1fr_auto]"
    >
      <Thumb src={show.poster} name={show.title} className="aspect-square w-24 max-md:hidden" />
      <div className="grid justify-items-start gap-2">
        <OnAirBadge />
        <h2 className="headline text-2xl">{show.title}</h2>
        <p className="figures text-sm text-soft">{t("liveFigures", { likes: show.likes, units: show.units })}</p>
      </div>
      <Link href={`/studio/shows/${show.id}`} className={buttonClass({ look: "signal", size: "lg" })}>
        {t("backToDesk")}
      </Link>
    </section>
  );
}
