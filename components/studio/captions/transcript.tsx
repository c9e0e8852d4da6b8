import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input } from "#components/ui/input.tsx";
import type { CaptionCue } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { SentLine } from "./sent-line.tsx";
import { SubtitleLinks } from "./subtitle-links.tsx";
import type { Captioning } from "./use-captioning.ts";

const maxShown = 50;

/** Everything that was captioned in a show that is over: searched, corrected, and handed out as files. */
export function Transcript({ show, captioning: { desk, languages } }: { show: ShowView; captioning: Captioning }) {
  const t = useTranslations("captions");
  const [wanted, setWanted] = useState("");
  if (desk.cues.length === 0) return <p className="p-4 text-sm text-soft lg:p-5">{t("none")}</p>;
  const found = desk.cues.filter((cue) => says(cue, wanted));
  const zeroMs = Date.parse(show.wentLiveAt ?? show.startsAt);
  return (
    <section aria-labelledby="transcript-heading" className="grid grid-cols-1 gap-4 p-4 lg:p-5">
      <h2 id="transcript-heading" className="slug text-soft">
        {t("transcript")}
      </h2>
      <SubtitleLinks showId={show.id} languages={languages} />
      <Input
        type="search"
        value={wanted}
        aria-label={t("search")}
        placeholder={t("search")}
        onChange={(event) => setWanted(event.target.value)}
      />
      <p role="status" className="text-sm text-soft">
        {t("found", { count: found.length })}
      </p>
      <ol aria-label={t("transcript")} className="border-rule border-t empty:hidden">
        {found.slice(0, maxShown).map((cue) => (
          <SentLine key={cue.id} cue={cue} desk={desk} at={clockOf(cue.startMs - zeroMs)} />
        ))}
      </ol>
      {found.length > maxShown && <p className="text-sm text-soft">{t("more", { count: found.length - maxShown })}</p>}
    </section>
  );
}

function says({ text }: CaptionCue, wanted: string): boolean {
  const plain = (value: string) => value.replace("\n", " ").toLocaleLowerCase();
  return plain(text).includes(plain(wanted.trim()));
}

/** Hours, minutes and seconds since the show went live. */
function clockOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}
