import { useTranslations } from "next-intl";
import { FileDrop } from "#components/forms/file-drop.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { Air } from "../desk/use-air.ts";
import type { Desk } from "../desk/use-desk.ts";
import { FileRow } from "./file-row.tsx";
import { useFileUpload } from "./use-file-upload.ts";
import type { SourceDesk } from "./use-sources.ts";

/** Recorded shows that go out as live: upload, set a time, or show now. */
export function FilePanel({ desk, air, sources }: { desk: Desk; air: Air; sources: SourceDesk }) {
  const t = useTranslations("sources.file");
  const { uploading, problem, send } = useFileUpload(sources);
  const files = sources.view?.files.filter(({ id }) => id !== uploading?.id) ?? [];
  return (
    <div className="grid gap-5">
      <p>{t("lead")}</p>
      {files.length > 0 && (
        <ul className="grid border-rule border-t">
          {files.map((file) => (
            <FileRow key={file.id} {...{ file, desk, air, sources }} />
          ))}
        </ul>
      )}
      {uploading ? (
        <Progress label={t("uploading", { name: uploading.name })} value={uploading.share} />
      ) : (
        <FileDrop
          accept="video/mp4,.mp4"
          onFile={(file) => void send(file)}
          words={{ title: t("choose"), hint: t("kind") }}
        />
      )}
      <Problem>{problem}</Problem>
    </div>
  );
}
