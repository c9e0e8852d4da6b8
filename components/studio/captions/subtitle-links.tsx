import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

const formats = ["vtt", "srt"] as const;

/** The captions of a recording as files; nothing when there are none. */
export function SubtitleLinks({ showId, languages }: { showId: string; languages: string[] }) {
  const t = useTranslations("captions");
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: "language" });
  if (languages.length === 0) return null;
  return (
    <div className="grid gap-2 border-rule border-t pt-4">
      <h3 className="slug text-soft">{t("download")}</h3>
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
    </div>
  );
}
