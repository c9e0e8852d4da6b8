import { sinceMark } from "#bench/air/marked-page.ts";
import { type HostRecording, recordHost } from "#bench/air/record-host.ts";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { quantile, rounded } from "#bench/harness/statistics.ts";

/** Times of pictures are whole ticks of a clock. */
const slack = 0.002;

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
    const delays = await readDelays(recording);
    const { bitrate, framesPerSecond, framesDropped } = recording.figures;
    return {
      ratios: {},
      figures: {
        picture_p50_ms: rounded(quantile(delays, 0.5)),
        picture_p95_ms: rounded(quantile(delays, 0.95)),
        part_ms: rounded(
          quantile(
            recording.parts.map(({ durationSeconds }) => durationSeconds * 1000),
            0.5,
          ),
        ),
        pictures_read: delays.length,
        mbit_s: rounded(bitrate / 1e6),
        frames_per_s: framesPerSecond,
        frames_dropped: framesDropped,
      },
      faults: [
        ...(recording.ability === "composes" ? [] : [`the browser ${recording.ability}`]),
        ...(delays.length < recording.parts.length ? ["most burnt times could not be read"] : []),
      ],
    };
  } finally {
    await recording.close();
  }
}

/** Milliseconds from drawing a picture to the arrival of its part. */
async function readDelays({ parts, readPictures }: HostRecording): Promise<number[]> {
  const pictures = await readPictures();
  return pictures.flatMap(({ mediaTime, drawnAt }) => {
    const part = parts.find(({ mediaSeconds: from, durationSeconds }) => {
      return mediaTime > from - slack && mediaTime < from + durationSeconds - slack;
    });
    return part ? [sinceMark(drawnAt, part.at)] : [];
  });
}
