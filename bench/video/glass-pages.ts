/**
 * The pages of the glass-to-glass measurement. The host burns the machine's clock into every picture, as 31 bits and their
 * parity, and sends them through the product's studio; a viewer reads it back at the rate of the screen. Both run on one machine, so the difference is the delay.
 */
export const hostPage = `<canvas width="640" height="360"></canvas><script type="module">
  import { Studio } from "/components/media/broadcast/studio.ts";
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
  const studio = new Studio({
    onReady: () => studio.start({ showId: "glass", origin: location.origin, sender: "bench-sender", device: "Bench", takeOver: false }),
    onStatus: (status) => { globalThis.onAir = status; },
  });
  const [track] = canvas.captureStream(30).getVideoTracks();
  const [microphone] = (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks();
  studio.setOutput({ width: 640, height: 360 });
  studio.setSources({
    face: { kind: "screen", deviceId: "canvas", label: "Canvas", track },
    product: null,
    sounds: [{ kind: "microphone", deviceId: "fake", label: "Beeps", track: microphone }],
  });
</script>`;

export const viewerPage = `<video muted playsinline width="640" height="360"></video><canvas id="still" hidden></canvas>
<script type="module">
  import Hls from "hls.js/light";
  import { Player } from "/components/media/player/player.ts";
  import { createPlaylistSource } from "/components/media/player/playlist-source.ts";
  import { createStallWatch } from "/components/media/player/stall-watch.ts";
  const arm = new URLSearchParams(location.search).get("arm");
  const video = document.querySelector("video");
  let clock = () => null;
  if (arm === "fast") {
    const canvas = document.querySelector("#still");
    const options = { video, canvas, showId: "glass", soundOnly: false, isOnAir: true, now: Date.now };
    clock = new Player({ ...options, onState: (state) => { globalThis.tier = state.tier; } }).clock;
  } else if (arm === "hls") {
    const source = createPlaylistSource({ showId: "glass", name: "live", way: "mse" });
    source.attach(video);
    clock = () => source.streamClock();
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
