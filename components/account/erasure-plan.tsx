import { useTranslations } from "next-intl";
import type { ErasurePreview } from "#lib/personal-data/schema.ts";

const going = ["held", "waiting", "cards", "addresses", "messages"] as const;
const staying = ["open", "over"] as const;

/** What erasing does to what somebody has here, counted. */
export function ErasurePlan({ preview }: { preview: ErasurePreview }) {
  const t = useTranslations("account.erase");
  const some = <Name extends keyof ErasurePreview>(names: readonly Name[]) => names.filter((name) => preview[name]);
  return (
    <div className="grid gap-4">
      <section aria-labelledby="erase-goes" className="grid gap-1.5">
        <h3 id="erase-goes" className="font-semibold">
          {t("goes")}
        </h3>
        <ul className="grid list-disc gap-1 pl-5 text-soft">
          <li>{t("always")}</li>
          {some(going).map((name) => (
            <li key={name}>{t(`lines.${name}`, { count: preview[name] })}</li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="erase-stays" className="grid gap-1.5">
        <h3 id="erase-stays" className="font-semibold">
          {t("stays")}
        </h3>
        <ul className="grid list-disc gap-1 pl-5 text-soft">
          {some(staying).map((name) => (
            <li key={name}>{t(`lines.${name}`, { count: preview[name] })}</li>
          ))}
          <li>{t("ledger")}</li>
        </ul>
      </section>
      <p className="font-medium">{t("final")}</p>
    </div>
  );
}
