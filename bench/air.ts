import { sinceMark } from "#bench/air/marked-page.ts";
import { type HostRecording, recordHost } from "#bench/air/record-host.ts";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { quantile, rounded } from "#bench/harness/statistics.ts";

const secondsOf = ({ short, full }: Setting) => (short ? 10 : full ? 60 : 25);

/** The host's side of the delay from glass to glass: from a picture drawn before the camera to its part on the server. */
export const air: Bench = {
  about: "from the picture in a host's browser to the part on the server",
  steps: () => 2,
  run: measureAir,
};

async function measureAir(setting: Setting): Promise<Outcome> {
  const { progress } = setting;
  progress.step("a browser on air");
  const recording = await recordHost(secondsOf(setting));
  try {
    progress.step("the times burnt into its pictures");
    const { newest, oldest } = await readDelays(recording);
    const { bitrate, framesPerSecond, framesDropped } = recording.figures;
    return {
      ratios: {},
      figures: {
        newest_p50_ms: rounded(quantile(newest, 0.5)),
        newest_p95_ms: rounded(quantile(newest, 0.95)),
        oldest_p50_ms: rounded(quantile(oldest, 0.5)),
        oldest_p95_ms: rounded(quantile(oldest, 0.95)),
        part_ms: rounded(
          quantile(
            recording.parts.map(({ durationSeconds }) => durationSeconds * 1000),
            0.5,
          ),
        ),
        pictures_read: newest.length + oldest.length,
        mbit_s: rounded(bitrate / 1e6),
        frames_per_s: framesPerSecond,
        frames_dropped: framesDropped,
      },
      faults: [
        ...(recording.ability === "composes" ? [] : [`the browser ${recording.ability}`]),
        ...(newest.length < recording.parts.length / 2 ? ["most burnt times could not be read"] : []),
      ],
    };
  } finally {
    await recording.close();
  }
}

/** Milliseconds from drawing to arrival: of each part's last picture, which waited least, and of its first. */
async function readDelays({ parts, drawnAt }: HostRecording): Promise<{ newest: number[]; oldest: number[] }> {
  const [newest, oldest]: [number[], number[]] = [[], []];
  for (const { mediaSeconds, durationSeconds, at } of parts) {
    const first = await drawnAt(mediaSeconds + 0.004);
    const last = await drawnAt(mediaSeconds + durationSeconds - 0.012);
    if (first !== undefined) oldest.push(sinceMark(first, at));
    if (last !== undefined) newest.push(sinceMark(last, at));
  }
  return { newest, oldest };
}
