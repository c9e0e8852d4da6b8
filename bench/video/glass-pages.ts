/**
 * The pages of the glass-to-glass measurement. The host burns the machine's clock into every picture, as 31 bits and their
 * parity; a viewer reads it back at the rate of the screen. Both run on one machine, so the difference is the delay.
 */
export const hostPage = `<canvas width="640" height="360"></canvas><script type="module">
  const query = new URLSearchParams(location.search);
  const canvas = document.querySelector("canvas");
  const brush = canvas.getContext("2d");
  const draw = () => {
    const now = Date.now() % 2 ** 31;
    let parity = 0;
    brush.fillStyle = "rgb(90,140,190)";
    brush.fillRect(0, 0, 640, 360);
    for (let bit = 0; bit < 31; bit++) {
      const isSet = Math.floor(now / 2 ** bit) % 2;
      parity ^= isSet;
      brush.fillStyle = isSet ? "white" : "black";
      brush.fillRect(bit * 20, 0, 20, 40);
    }
    brush.fillStyle = parity ? "white" : "black";
    brush.fillRect(620, 0, 20, 40);
  };
  setInterval(draw, 33);
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  const out = sound.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  const stream = canvas.captureStream(30);
  stream.addTrack(out.stream.getAudioTracks()[0]);
  const formats = ["video/mp4;codecs=avc1.42E01F,opus", "video/mp4;codecs=avc3.42E01F,opus"];
  const recorder = new MediaRecorder(stream, {
    mimeType: formats.find((format) => MediaRecorder.isTypeSupported(format)),
    videoBitsPerSecond: 1_500_000,
    videoKeyFrameIntervalDuration: 1000,
  });
  let n = 0;
  let uploading = Promise.resolve();
  recorder.onstart = () => { globalThis.startedAt = Date.now(); };
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0) return;
    const path = "/media/glass/takes/" + query.get("take") + "/chunks/" + n++;
    const headers = { authorization: "Bearer " + query.get("key"), "content-type": "video/mp4" };
    uploading = uploading.then(() => fetch(path, { method: "PUT", headers, body: data }));
  };
  recorder.start(200);
</script>`;

export const viewerPage = `<video muted playsinline width="640" height="360"></video><canvas id="still" hidden></canvas>
<script type="module">
  import Hls from "hls.js/light";
  import { createPlayer } from "/components/media/player.ts";
  import { createPlaylistSource } from "/components/media/playlist-source.ts";
  import { createStallWatch } from "/components/media/stall-watch.ts";
  const arm = new URLSearchParams(location.search).get("arm");
  const video = document.querySelector("video");
  let clock = () => null;
  if (arm === "fast") {
    const canvas = document.querySelector("#still");
    const options = { video, canvas, showId: "glass", soundOnly: false, isOnAir: true, now: Date.now };
    clock = createPlayer({ ...options, onState: (state) => { globalThis.tier = state.tier; } }).clock;
  } else if (arm === "hls") {
    const source = createPlaylistSource({ showId: "glass", name: "live" });
    source.attach(video);
    clock = source.streamClock;
  } else {
    const hls = new Hls();
    hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
    hls.attachMedia(video);
    hls.loadSource("/six-seconds.m3u8");
  }
  const small = document.createElement("canvas");
  small.width = 32;
  small.height = 1;
  const brush = small.getContext("2d", { willReadFrequently: true });
  globalThis.samples = [];
  globalThis.stalls = 0;
  const stalls = createStallWatch(video);
  setInterval(() => { if (stalls.look(performance.now()).begun) globalThis.stalls += 1; }, 100);
  function look() {
    requestAnimationFrame(look);
    if (video.readyState < 2) return;
    brush.drawImage(video, 0, video.videoHeight * 0.03, video.videoWidth, video.videoHeight * 0.05, 0, 0, 32, 1);
    const { data } = brush.getImageData(0, 0, 32, 1);
    let shown = 0;
    let parity = 0;
    for (let bit = 0; bit < 31; bit++) {
      const isSet = data[bit * 4] > 127 ? 1 : 0;
      shown += isSet * 2 ** bit;
      parity ^= isSet;
    }
    if (parity !== (data[31 * 4] > 127 ? 1 : 0)) return;
    globalThis.samples.push({ at: Date.now(), shown, clock: clock() });
  }
  look();
</script>`;
