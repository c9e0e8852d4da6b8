import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { LiveDrop } from "#lib/live/contract.ts";

type Mode = LiveDrop["mode"];

/** Who is served first, in words, because viewers will ask. */
export function RuleChoice({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  const t = useTranslations("dropDesk.form");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("rule")}</legend>
      {(["FIRST_COME", "SHUFFLED"] as const).map((each) => (
        <label
          key={each}
          className={clsx(
            "flex cursor-pointer items-start gap-3 rounded-sm border border-rule px-3 py-2.5 hover:border-edge",
            "has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
          )}
        >
          <input
            type="radio"
            name="mode"
            value={each}
            checked={each === mode}
            onChange={() => onMode(each)}
            className="mt-0.5 size-5 shrink-0 accent-ink outline-none"
          />
          <span className="grid">
            <span className="font-medium">{t(`mode.${each}`)}</span>
            <span className="text-sm text-soft">{t(`modeHint.${each}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
