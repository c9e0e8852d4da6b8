import { clsx } from "clsx";
import { CircleSlash, EyeOff, type LucideIcon, MessageSquareOff, Pause, TvMinimal, VolumeX } from "lucide-react";
import { useTranslations } from "next-intl";
import { KeyHint } from "#components/ui/key-hint.tsx";
import { type Panic, type PanicKind, panicKeys } from "./use-panic.ts";

const icons: Record<PanicKind, LucideIcon> = {
  sales: CircleSlash,
  drop: Pause,
  product: EyeOff,
  chat: MessageSquareOff,
  slate: TvMinimal,
  sound: VolumeX,
};

type PanicRowProps = { panic: Panic; isEnded: boolean };

/** What stops for everybody at one tap or key, and goes on at the next. After the end only what still stands is here. */
export function PanicRow({ panic, isEnded }: PanicRowProps) {
  const t = useTranslations("studio.panic");
  const kinds = panic.kinds.filter((kind) => !isEnded || panic.isOn(kind));
  if (kinds.length === 0) return null;
  return (
    <fieldset aria-label={t("heading")} className="grid grid-cols-3 gap-px border-rule border-b bg-rule sm:grid-cols-6">
      {kinds.map((kind) => (
        <PanicButton key={kind} kind={kind} panic={panic} />
      ))}
    </fieldset>
  );
}

function PanicButton({ kind, panic }: { kind: PanicKind; panic: Panic }) {
  const t = useTranslations("studio.panic");
  const isOn = panic.isOn(kind);
  const Icon = icons[kind];
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-keyshortcuts={panicKeys[kind]}
      title={t(`${kind}Hint`)}
      disabled={panic.isIdle(kind)}
      onClick={() => panic.toggle(kind)}
      className={clsx(
        "flex min-h-11 min-w-0 items-center gap-2 px-2 font-medium text-sm disabled:text-soft lg:px-3",
        isOn ? "bg-danger text-paper" : "bg-paper enabled:hover:bg-sunk",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 text-left leading-4">{t(isOn ? `${kind}On` : kind)}</span>
      <span className="max-lg:hidden">
        <KeyHint onButton>{panicKeys[kind].toUpperCase()}</KeyHint>
      </span>
    </button>
  );
}
