import { useTranslations } from "next-intl";
import type { VideoHealth } from "#lib/media/schema.ts";

/** What only the server sees while this page sends; the rest the page itself tells sooner and with better advice. */
const unseenHere: readonly VideoHealth[] = [
  "picture_black",
  "picture_still",
  "sound_silent",
  "recorder_stopped_disk",
  "recorder_stopped_quota",
  "recorder_stopped_error",
  "no_sound",
  "archive_behind",
];

/** What the server finds wrong with the video that arrives, each with what to do. */
export function ServerHealth({ health, isSentHere }: { health: VideoHealth[]; isSentHere: boolean }) {
  const t = useTranslations("video.health");
  const told = isSentHere ? health.filter((code) => unseenHere.includes(code)) : health;
  if (told.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {told.map((code) => (
        <li key={code} className="text-sm text-warn">
          {t(`${code}.name`)}. <span className="text-soft">{t(`${code}.advice`)}</span>
        </li>
      ))}
    </ul>
  );
}
