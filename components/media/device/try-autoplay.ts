import type { Finding } from "./trial.ts";

export type AutoplayAnswer = { withSound: boolean; silent: boolean };

/** A short clip, played with sound and without, before anything on the page was pressed. */
export async function askAutoplay(): Promise<AutoplayAnswer> {
  return { withSound: await plays(false), silent: await plays(true) };
}

async function plays(isMuted: boolean): Promise<boolean> {
  const video = document.createElement("video");
  video.playsInline = true;
  video.muted = isMuted;
  // Soft, but not silent: a browser asks whether there is sound, not how loud.
  video.volume = 0.01;
  video.src = "/device/tone.mp4";
  const played = await video.play().then(
    () => true,
    () => false,
  );
  video.pause();
  video.removeAttribute("src");
  return played;
}

export function judgeAutoplay({ withSound, silent }: AutoplayAnswer): Finding {
  const details = [`autoplay: ${withSound ? "+" : "—"}`, `autoplay muted: ${silent ? "+" : "—"}`];
  return { verdict: withSound ? "good" : silent ? "limits" : "none", details };
}
