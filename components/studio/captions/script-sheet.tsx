import { clsx } from "clsx";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { EditText } from "./edit-text.tsx";
import type { ScriptState } from "./use-script.ts";

type ScriptSheetProps = { state: ScriptState; open: boolean; onOpenChange: (open: boolean) => void };

/** Every line of the script: a tap goes on with it, the pencil changes it. */
export function ScriptSheet({ state: { script, jump, edit }, open, onOpenChange }: ScriptSheetProps) {
  const t = useTranslations("captions.script");
  const [edited, setEdited] = useState<number | null>(null);
  const [isPlaced, setIsPlaced] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        setEdited(null);
        setIsPlaced(false);
        onOpenChange(next);
      }}
      title={t("list")}
      description={script?.name}
    >
      <ol>
        {script?.lines.map((text, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
            key={index}
            ref={(line) => {
              if (!line || isPlaced || index !== script.next) return;
              line.scrollIntoView({ block: "center" });
              setIsPlaced(true);
            }}
            aria-current={index === script.next || undefined}
            className={clsx(
              "flex items-start gap-2 border-rule border-b border-l-4 pl-3 [contain-intrinsic-size:auto_3rem] [content-visibility:auto]",
              index === script.next ? "border-l-signal bg-sunk" : "border-l-transparent",
            )}
          >
            {edited === index ? (
              <EditText
                label={t("editing", { line: index + 1 })}
                text={text}
                onDone={(changed) => {
                  setEdited(null);
                  if (changed) edit(index, changed);
                }}
              />
            ) : (
              <>
                <button
                  type="button"
                  aria-label={`${t("jump", { line: index + 1 })}: ${text}`}
                  onClick={() => {
                    jump(index);
                    onOpenChange(false);
                  }}
                  className={clsx("min-h-12 min-w-0 flex-1 py-2 text-left", index < script.next && "text-faint")}
                >
                  {text}
                </button>
                <IconButton label={t("edit", { line: index + 1 })} onClick={() => setEdited(index)}>
                  <Pencil aria-hidden />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
