import { Mic, MicOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { OpenSound } from "#components/media/broadcast/capture-state.ts";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import { Checkbox, Switch } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";

type SoundPanelProps = {
  devices: Devices;
  studio: StudioHandle;
  /** Nobody is to hear the show at the moment. */
  isSilent: boolean;
};

/** Which microphones are mixed, how loud each is, and whether the host hears it. */
export function SoundPanel({ devices, studio: { studio }, isSilent }: SoundPanelProps) {
  const t = useTranslations("studio.air");
  const [isMonitored, setMonitored] = useState(false);
  const { microphones, sounds, pending, turnMicrophone } = devices;
  const used = sounds.filter(({ kind }) => kind === "microphone").map(({ deviceId }) => deviceId);

  useEffect(() => studio?.mixer.setMonitor(isMonitored), [studio, isMonitored]);

  return (
    <div className="grid gap-1">
      <fieldset className="grid">
        <legend className="font-medium text-sm">{t("microphones")}</legend>
        {microphones.map(({ id, label }, index) => (
          <Checkbox
            key={id}
            label={label || t("microphoneNumber", { number: index + 1 })}
            checked={used.includes(id)}
            disabled={pending}
            onChange={({ target: { checked } }) => void turnMicrophone(id, checked)}
          />
        ))}
      </fieldset>
      {sounds.map((sound) => (
        <GainRow key={`${sound.kind} ${sound.deviceId}`} sound={sound} studio={studio} isSilent={isSilent} />
      ))}
      <Switch
        label={t("monitor")}
        hint={t("monitorHint")}
        checked={isMonitored}
        onChange={({ target: { checked } }) => setMonitored(checked)}
      />
    </div>
  );
}

type GainRowProps = { sound: OpenSound; studio: StudioHandle["studio"]; isSilent: boolean };

function GainRow({ sound, studio, isSilent }: GainRowProps) {
  const t = useTranslations("studio.air");
  const [gain, setGain] = useState(1);
  const [isMuted, setMuted] = useState(false);
  const name = sound.kind === "screen" ? t("screenSound") : sound.label || t("microphone");

  const heard = isMuted || isSilent ? 0 : gain;
  useEffect(() => studio?.mixer.setGain(sound, heard), [studio, sound, heard]);

  return (
    <div className="flex items-center gap-3">
      <IconButton
        label={t(isMuted ? "unmute" : "mute", { name })}
        aria-pressed={isMuted}
        onClick={() => setMuted(!isMuted)}
      >
        {isMuted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
      </IconButton>
      <label className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-3 text-sm">
        <span className="truncate">{name}</span>
        <input
          type="range"
          min={0}
          max={2}
          step={0.05}
          value={gain}
          onChange={({ target: { value } }) => setGain(Number(value))}
          className="min-h-11 w-full accent-ink"
        />
      </label>
    </div>
  );
}
