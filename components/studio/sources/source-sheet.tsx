import { useTranslations } from "next-intl";
import { Sheet } from "#components/ui/sheet.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Air } from "../desk/use-air.ts";
import type { Desk } from "../desk/use-desk.ts";
import { EncoderPanel } from "./encoder-panel.tsx";
import { FilePanel } from "./file-panel.tsx";
import { HlsPanel } from "./hls-panel.tsx";
import { TargetPanel } from "./target-panel.tsx";
import type { SourceDesk } from "./use-sources.ts";

type SourceSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  desk: Desk;
  air: Air;
  sources: SourceDesk;
};

/** Everything beside the browser's own camera: what comes in, and where else the show goes. */
export function SourceSheet({ open, onOpenChange, desk, air, sources }: SourceSheetProps) {
  const t = useTranslations("sources");
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("heading")} description={t("lead")}>
      <Tabs
        label={t("heading")}
        tabs={[
          { id: "obs", label: t("tabs.obs"), content: <EncoderPanel sources={sources} /> },
          { id: "file", label: t("tabs.file"), content: <FilePanel {...{ desk, air, sources }} /> },
          {
            id: "hls",
            label: t("tabs.hls"),
            content: <HlsPanel sources={sources} onConnected={() => onOpenChange(false)} />,
          },
          { id: "targets", label: t("tabs.targets"), content: <TargetPanel sources={sources} /> },
        ]}
      />
    </Sheet>
  );
}
