"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";

const keys = [
  { name: "walk", keys: ["J", "K"] },
  { name: "remove", keys: ["D"] },
  { name: "silence", keys: ["M"] },
  { name: "allow", keys: ["A"] },
  { name: "refuse", keys: ["X"] },
  { name: "talk", keys: ["T"] },
  { name: "held", keys: ["H"] },
  { name: "questions", keys: ["Q"] },
  { name: "polls", keys: ["P"] },
  { name: "cases", keys: ["R"] },
  { name: "write", keys: ["W"] },
  { name: "shield", keys: ["S"] },
  { name: "list", keys: ["?"] },
] as const;

export function TalkKeyList({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("studio.talk");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("keys")}
      actions={<Button onClick={() => onOpenChange(false)}>{t("keysClose")}</Button>}
    >
      <dl className="grid text-ink">
        {keys.map((line) => (
          <div key={line.name} className="flex items-center justify-between gap-4 border-rule border-b py-2">
            <dt>{t(`keyOf.${line.name}`)}</dt>
            <dd className="flex gap-1">
              {line.keys.map((key) => (
                <KeyHint key={key}>{key}</KeyHint>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
