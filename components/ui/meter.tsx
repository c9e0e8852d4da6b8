import { clsx } from "clsx";

type MeterTone = "ink" | "signal" | "ok" | "warn" | "soft";
export type MeterPart = { label: string; value: number; tone: MeterTone };

type MeterProps = {
  /** What the whole bar counts, in words. */
  label: string;
  parts: MeterPart[];
  max: number;
  thick?: boolean;
};

/** A bar of parts on one whole: stock left, or available, held and sold side by side. */
export function Meter({ label, parts, max, thick = false }: MeterProps) {
  const text = parts.map((part) => `${part.label} ${part.value}`).join(", ");
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot show several parts
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={parts[0]?.value ?? 0}
      aria-valuetext={`${text} / ${max}`}
      title={`${label}: ${text} / ${max}`}
      className={clsx("flex w-full gap-px overflow-hidden rounded-xs bg-rule", thick ? "h-3" : "h-1.5")}
    >
      {parts
        .filter((part) => part.value > 0)
        .map((part) => (
          <span
            key={part.label}
            className={clsx("h-full transition-[width] duration-300 ease-out", fills[part.tone])}
            style={{ width: `${max > 0 ? (Math.max(0, part.value) / max) * 100 : 0}%` }}
          />
        ))}
    </div>
  );
}

const fills = {
  ink: "bg-ink",
  signal: "bg-signal",
  ok: "bg-ok",
  warn: "bg-warn",
  soft: "bg-edge",
} satisfies Record<MeterTone, string>;
