import { List, SkipBack, SkipForward, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Switch } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import { ScriptSheet } from "./script-sheet.tsx";
import type { ScriptState } from "./use-script.ts";

type ScriptCardProps = {
  state: ScriptState;
  canSend: boolean;
  canUndo: boolean;
  onSend: () => void;
  onUndo: () => void;
};

/** The next line, large enough to read while talking: the whole of it is the button that sends it, or turns to the next. */
export function ScriptCard({ state, canSend, canUndo, onSend, onUndo }: ScriptCardProps) {
  const t = useTranslations("captions");
  const [isListOpen, setIsListOpen] = useState(false);
  const { script, next, jump, close, promptOnly } = state;
  if (!script) return null;
  const { isPrompter } = script;
  const following = script.lines[script.next + 1];
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex items-baseline justify-between gap-4 text-sm text-soft">
        <span className="min-w-0 truncate">{script.name}</span>
        <span className="figures shrink-0">
          {t("script.place", { line: Math.min(script.next + 1, script.lines.length), lines: script.lines.length })}
        </span>
      </div>
      <button
        type="button"
        aria-label={next === undefined ? undefined : `${t(isPrompter ? "script.turn" : "script.sendNext")}: ${next}`}
        disabled={!(canSend || isPrompter) || next === undefined}
        onClick={onSend}
        className="relative grid min-h-28 content-between gap-3 rounded-sm border border-edge bg-raised px-4 py-3 text-left transition-colors enabled:active:bg-sunk enabled:hover:border-ink disabled:text-soft"
      >
        <span className="line-clamp-4 pr-6 text-balance font-medium text-xl">{next ?? t("script.over")}</span>
        {following && <span className="line-clamp-1 text-sm text-soft">{t("script.then", { text: following })}</span>}
        <span aria-hidden className="absolute top-3 right-3 max-md:hidden">
          <KeyHint>␣</KeyHint>
        </span>
      </button>
      <div className="flex items-center justify-between">
        <IconButton label={t("undoHint")} disabled={!canUndo} onClick={onUndo}>
          <Undo2 aria-hidden />
        </IconButton>
        <IconButton label={t("script.back")} disabled={script.next === 0} onClick={() => jump(script.next - 1)}>
          <SkipBack aria-hidden />
        </IconButton>
        <IconButton label={t("script.skip")} disabled={next === undefined} onClick={() => jump(script.next + 1)}>
          <SkipForward aria-hidden />
        </IconButton>
        <IconButton label={t("script.list")} onClick={() => setIsListOpen(true)}>
          <List aria-hidden />
        </IconButton>
        <IconButton label={t("script.close")} onClick={close}>
          <X aria-hidden />
        </IconButton>
      </div>
      <Switch
        label={t("script.prompter")}
        hint={t("script.prompterHint")}
        checked={isPrompter}
        onChange={(event) => promptOnly(event.target.checked)}
      />
      <ScriptSheet state={state} open={isListOpen} onOpenChange={setIsListOpen} />
    </div>
  );
}
