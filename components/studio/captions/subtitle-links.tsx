import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

const formats = ["vtt", "srt"] as const;

/** The captions of a recording as files. */
export function SubtitleLinks({ showId, languages }: { showId: string; languages: string[] }) {
  const t = useTranslations("captions");
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return (
    <div className="flex flex-wrap gap-2">
      {languages.flatMap((language) =>
        formats.map((format) => (
          <a
            key={`${language} ${format}`}
            href={`/api/shows/${showId}/recording/captions?format=${format}&language=${language}`}
            download
            className={buttonClass({ look: "line", size: "sm" })}
          >
            <Download aria-hidden className="size-4" />
            {t("downloadAs", { language: names.of(language) ?? language, format: `.${format}` })}
          </a>
        )),
      )}
    </div>
  );
}
