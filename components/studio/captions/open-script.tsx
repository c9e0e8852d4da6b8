import { clsx } from "clsx";
import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { type BadScript, readScript, type Script } from "./read-script.ts";

/** Reads a script from this device. */
export function OpenScript({ onRead }: { onRead: (script: Script | BadScript) => void }) {
  const t = useTranslations("captions.script");

  async function open(file: File) {
    onRead(await readScript({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
  }

  return (
    <label
      title={t("importHint")}
      className={clsx(
        buttonClass({ look: "line", size: "sm" }),
        "max-md:min-h-11 has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2 hover:border-ink hover:bg-sunk",
      )}
    >
      <FileText aria-hidden className="size-4" />
      {t("import")}
      <input
        type="file"
        accept=".txt,.srt,.vtt"
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void open(file);
          event.target.value = "";
        }}
      />
    </label>
  );
}
