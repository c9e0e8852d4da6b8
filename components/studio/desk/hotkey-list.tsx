import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";

type HotkeyListProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  isOn: boolean;
  onTurn: (on: boolean) => void;
};

const keys = [
  { name: "pin", keys: ["1", "9"] },
  { name: "unpin", keys: ["0"] },
  { name: "sales", keys: ["S"] },
  { name: "arm", keys: ["D"] },
  { name: "fire", keys: ["F"] },
  { name: "endDrop", keys: ["X"] },
  { name: "face", keys: ["J"] },
  { name: "product", keys: ["K"] },
  { name: "both", keys: ["L"] },
  { name: "next", keys: ["N"] },
  { name: "back", keys: ["B"] },
  { name: "haltSales", keys: ["O"] },
  { name: "pause", keys: ["P"] },
  { name: "haltProduct", keys: ["I"] },
  { name: "haltChat", keys: ["U"] },
  { name: "slate", keys: ["Y"] },
  { name: "mute", keys: ["M"] },
  { name: "live", keys: ["G"] },
  { name: "end", keys: ["E"] },
  { name: "chat", keys: ["C"] },
  { name: "shield", keys: ["H"] },
  { name: "questions", keys: ["V"] },
  { name: "questionOnAir", keys: ["Q"] },
  { name: "questionAnswered", keys: ["A"] },
  { name: "questionAside", keys: ["W"] },
  { name: "nextCaption", keys: ["␣"] },
  { name: "caption", keys: ["T"] },
  { name: "list", keys: ["?"] },
] as const;

export function HotkeyList({ open, onOpenChange, isOn, onTurn }: HotkeyListProps) {
  const t = useTranslations("studio.hotkeys");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("heading")}
      actions={<Button onClick={() => onOpenChange(false)}>{t("close")}</Button>}
    >
      <div className="grid gap-4 text-ink">
        <dl className="grid">
          {keys.map((line) => (
            <div key={line.name} className="flex items-center justify-between gap-4 border-rule border-b py-2">
              <dt>{t(line.name)}</dt>
              <dd className="flex items-center gap-1">
                {line.keys.map((key, index) => (
                  <span key={key} className="contents">
                    {index > 0 && <span aria-hidden>–</span>}
                    <KeyHint>{key}</KeyHint>
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <Switch label={t("on")} hint={t("onHint")} checked={isOn} onChange={(event) => onTurn(event.target.checked)} />
      </div>
    </Dialog>
  );
}
