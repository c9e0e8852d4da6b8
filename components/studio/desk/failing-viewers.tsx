import { useTranslations } from "next-intl";
import type { VideoView } from "#lib/recordings/schema.ts";

const kinds = ["codec", "decoder", "sound"] as const;

/** How many viewers' browsers cannot play it, why, and what the host can do; nothing while all can. */
export function FailingViewers({ failing }: Pick<VideoView["audience"], "failing">) {
  const t = useTranslations("studio.air.failing");
  const found = kinds.filter((kind) => failing[kind] > 0);
  if (found.length === 0) return null;
  return (
    <ul className="grid gap-1" data-testid="failing-viewers">
      {found.map((kind) => (
        <li key={kind} className="text-sm text-warn">
          {t(kind, { count: failing[kind] })}
        </li>
      ))}
    </ul>
  );
}
