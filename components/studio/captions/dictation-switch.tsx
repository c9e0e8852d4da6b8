import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Switch } from "#components/ui/checkbox.tsx";
import { canDictate, type DictationState, isFinal } from "./recognition.ts";
import { useDictation } from "./use-dictation.ts";

type DictationSwitchProps = {
  isOn: boolean;
  isOpen: boolean;
  language: string;
  onTurn: (on: boolean) => void;
  onLine: (line: { text: string; agoMs: number }) => void;
};

/** The browser's own speech recognition, with what it guesses before it is sure: that is never sent. */
export function DictationSwitch({ isOn, isOpen, language, onTurn, onLine }: DictationSwitchProps) {
  const t = useTranslations("captions.speech");
  const isThere = useSyncExternalStore(noChange, canDictate, () => true);
  const { state, guess } = useDictation({ isOn, language, onLine, onStop: () => onTurn(false) });
  if (!isThere) return <p className="text-sm text-soft">{t("missing")}</p>;
  return (
    <div className="grid gap-1">
      <Switch
        label={t("switch")}
        hint={t("hint")}
        checked={isOn}
        disabled={!isOpen}
        onChange={(event) => onTurn(event.target.checked)}
      />
      <p role="status" className={clsx("text-sm empty:hidden", state === "listening" ? "text-ok" : "text-warn")}>
        {state && (isOn || isFinal(state)) && t(words[state])}
      </p>
      {guess && <p className="line-clamp-2 text-sm text-soft">{t("guess", { text: guess })}</p>}
    </div>
  );
}

const words = {
  listening: "listening",
  trying: "trying",
  denied: "denied",
  language: "language_unknown",
  no_microphone: "no_microphone",
} as const satisfies Record<DictationState, string>;

const noChange = () => () => {};
