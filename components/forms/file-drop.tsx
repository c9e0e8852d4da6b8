"use client";

import { clsx } from "clsx";
import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";

type FileDropProps = {
  accept: string;
  onFile: (file: File) => void;
  /** What it asks for; by default a catalogue. */
  words?: { title: string; hint: string };
};

/** Takes one file: dropped, or picked with a press. */
export function FileDrop({ accept, onFile, words }: FileDropProps) {
  const t = useTranslations("studio.import");
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }

  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={clsx(
        "grid min-h-32 place-items-center rounded-lg border border-dashed p-5 text-center transition-colors",
        "has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
        isOver ? "border-ink bg-sunk" : "border-edge hover:border-ink",
      )}
    >
      <span className="grid justify-items-center gap-2">
        <Upload aria-hidden className="size-5 text-soft" />
        <span className="font-medium">{words?.title ?? t("drop")}</span>
        <span className="text-sm text-soft">{words?.hint ?? t("dropHint")}</span>
      </span>
      <input
        type="file"
        accept={accept}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
    </label>
  );
}
