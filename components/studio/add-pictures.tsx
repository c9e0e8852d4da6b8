import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type DragEvent, useId, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { maxPictures } from "#lib/gallery/schema.ts";
import type { PictureList } from "./use-picture-list.ts";
import { pictureKinds, useUpload } from "./use-upload.ts";

/** Takes pictures into a gallery, chosen or dropped, one after the other while there is room. */
export function AddPictures({ list }: { list: PictureList }) {
  const t = useTranslations("editing.gallery");
  const words = useTranslations("editing.picture");
  const id = useId();
  const [isOver, setOver] = useState(false);
  const { sending, problem, send } = useUpload(list.add);

  async function take(files: FileList | null) {
    const room = maxPictures - list.pictures.length;
    for (const file of [...(files ?? [])].slice(0, room)) await send(file);
  }

  function drop(event: DragEvent) {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void take(event.dataTransfer.files);
  }

  return (
    <>
      <section
        aria-label={t("add")}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes("Files")) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={clsx(
          "grid justify-items-start gap-2 rounded-sm border border-dashed p-3 transition-colors",
          isOver ? "border-ink bg-sunk" : "border-edge",
        )}
      >
        <label
          htmlFor={id}
          className={clsx(
            buttonClass({ look: "line", size: "sm" }),
            "hover:border-ink hover:bg-sunk has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
          )}
        >
          {t("add")}
          <input
            id={id}
            type="file"
            multiple
            accept={pictureKinds.join(",")}
            className="sr-only"
            onChange={(event) => {
              const { files } = event.target;
              void take(files).finally(() => {
                event.target.value = "";
              });
            }}
          />
        </label>
        {sending ? (
          <Progress label={words("sending", { file: sending })} value={null} />
        ) : (
          <p className="text-soft text-xs">{words("drop")}</p>
        )}
      </section>
      <Problem>{problem}</Problem>
    </>
  );
}
