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

const sourceTabs = ["obs", "file", "hls", "targets"] as const;
export type SourceTab = (typeof sourceTabs)[number];

type SourceSheetProps = {
  /** The open tab; null while the sheet is closed. */
  tab: SourceTab | null;
  onTab: (tab: SourceTab | null) => void;
  desk: Desk;
  air: Air;
  sources: SourceDesk;
};

/** Everything beside the browser's own camera: what comes in, and where else the show goes. */
export function SourceSheet({ tab, onTab, desk, air, sources }: SourceSheetProps) {
  const t = useTranslations("sources");
  return (
    <Sheet open={tab !== null} onOpenChange={() => onTab(null)} title={t("heading")} description={t("lead")}>
      <Tabs
        label={t("heading")}
        open={tab ?? "obs"}
        onOpen={(id) => onTab(sourceTabs.find((known) => known === id) ?? "obs")}
        tabs={[
          { id: "obs", label: t("tabs.obs"), content: <EncoderPanel sources={sources} /> },
          { id: "file", label: t("tabs.file"), content: <FilePanel {...{ desk, air, sources }} /> },
          {
            id: "hls",
            label: t("tabs.hls"),
            content: <HlsPanel sources={sources} onConnected={() => onTab(null)} />,
          },
          { id: "targets", label: t("tabs.targets"), content: <TargetPanel sources={sources} /> },
        ]}
      />
    </Sheet>
  );
}
