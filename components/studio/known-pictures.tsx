import { useTranslations } from "next-intl";
import { Thumb } from "./thumb.tsx";

type KnownPicturesProps = { known: string[]; chosen?: string; onChoose: (src: string) => void };

/** Pictures that stand in the catalogue already, to be taken again. */
export function KnownPictures({ known, chosen, onChoose }: KnownPicturesProps) {
  const t = useTranslations("studio.image");
  if (known.length === 0) return null;
  return (
    <fieldset aria-label={t("known")} className="flex flex-wrap gap-1.5">
      {known.map((src, index) => (
        <button
          key={src}
          type="button"
          aria-label={t("take", { number: index + 1 })}
          aria-pressed={chosen === undefined ? undefined : src === chosen}
          onClick={() => onChoose(src)}
          className="rounded-sm aria-pressed:outline-2 aria-pressed:outline-ink"
        >
          <Thumb src={src} name="" className="size-11" />
        </button>
      ))}
    </fieldset>
  );
}
