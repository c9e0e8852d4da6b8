import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { gallery } from "#lib/gallery/schema.ts";

/** Takes a picture into a gallery by where it lies. */
export function PictureAddress({ onAddress }: { onAddress: (src: string) => void }) {
  const t = useTranslations("editing.gallery");
  const words = useTranslations("studio.image");
  const picture = useTranslations("editing.picture");
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);

  function add() {
    const isTaken = gallery.safeParse([{ src: typed.trim() }]).success;
    setWrong(!isTaken);
    if (!isTaken) return;
    onAddress(typed.trim());
    setTyped("");
  }

  return (
    <details>
      <summary className="w-fit text-sm text-soft hover:text-ink">{picture("byAddress")}</summary>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 pt-2">
        <Field
          label={<span className="sr-only">{t("address")}</span>}
          hint={words("hint")}
          error={isWrong ? words("wrong") : undefined}
        >
          {(binding) => (
            <Input
              {...binding}
              value={typed}
              inputMode="url"
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
          )}
        </Field>
        <Button look="line" onClick={add} disabled={typed.trim() === ""}>
          {t("addAddress")}
        </Button>
      </div>
    </details>
  );
}
