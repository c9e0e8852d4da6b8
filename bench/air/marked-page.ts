/** How the time of a picture is burnt into it: so many squares of so many pixels in its top left corner, white for 1. */
const marks = { bits: 24, pixels: 32 };

/** A host's page whose camera is a canvas: a moving picture with the time of day, in milliseconds, burnt into its corner. */
export const hostPage = `<script type="module">
  import { Studio } from "/components/media/broadcast/studio.ts";
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const context = canvas.getContext("2d");
  let drawn = 0;
  setInterval(() => {
    for (let stripe = 0; stripe < 24; stripe++) {
      context.fillStyle = "hsl(" + ((drawn * 3 + stripe * 40) % 360) + " 60% 50%)";
      context.fillRect(((stripe * 97 + drawn * 9) % 1400) - 60, 60 + stripe * 27, 240, 27);
    }
    drawn++;
    const time = Date.now() % 2 ** ${marks.bits};
    for (let bit = 0; bit < ${marks.bits}; bit++) {
      context.fillStyle = Math.floor(time / 2 ** bit) % 2 ? "white" : "black";
      context.fillRect(bit * ${marks.pixels}, 0, ${marks.pixels}, ${marks.pixels});
    }
  }, 33);
  const [track] = canvas.captureStream(30).getTracks();
  const sound = (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0];
  await new Promise((resolve) => {
    globalThis.studio = new Studio({
      onReady: (ability) => resolve(globalThis.ability = ability),
      onStatus: (status) => { globalThis.onAir = status; },
    });
  });
  studio.setSources({
    face: { kind: "camera", deviceId: "canvas", label: "", track },
    product: null,
    sounds: [{ kind: "microphone", deviceId: "beeps", label: "", track: sound }],
  });
  const sender = { sender: "bench-sender", device: "Bench", takeOver: false };
  studio.start({ showId: "air", origin: location.origin, ...sender });
</script>`;

/** Plays what was recorded and says when each picture it showed was drawn, but for those whose marks cannot be read. */
export const readerPage = `<video muted></video><script>
  const video = document.querySelector("video");
  const canvas = Object.assign(document.createElement("canvas"), { width: ${marks.bits * marks.pixels}, height: ${marks.pixels} });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const happens = (target, name) => new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
  globalThis.load = async (mimeType) => {
    const source = new MediaSource();
    video.src = URL.createObjectURL(source);
    await happens(source, "sourceopen");
    const buffer = source.addSourceBuffer(mimeType);
    const bytes = await (await fetch("/recorded")).arrayBuffer();
    buffer.appendBuffer(bytes);
    await happens(buffer, "updateend");
    source.endOfStream();
  };
  globalThis.readPictures = async () => {
    const pictures = [];
    const read = (_now, { mediaTime }) => {
      video.requestVideoFrameCallback(read);
      context.drawImage(video, 0, 0, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, ${marks.pixels / 2}, canvas.width, 1);
      const levels = Array.from({ length: ${marks.bits} }, (_, bit) => data[4 * Math.floor((bit + 0.5) * ${marks.pixels})]);
      if (levels.some((level) => level > 80 && level < 175)) return;
      pictures.push({ mediaTime, drawnAt: levels.reduce((time, level, bit) => time + (level > 128 ? 2 ** bit : 0), 0) });
    };
    video.requestVideoFrameCallback(read);
    video.currentTime = video.buffered.start(0);
    await video.play();
    await happens(video, "ended");
    return pictures;
  };
</script>`;

/** Milliseconds from a burnt time to a later moment. */
export function sinceMark(mark: number, at: number): number {
  const span = 2 ** marks.bits;
  return (((at - mark) % span) + span) % span;
}
