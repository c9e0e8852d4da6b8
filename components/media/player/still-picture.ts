/**
 * Keeps the last picture on screen while a video element changes what it plays. `freeze` before a change that is known;
 * one that comes by itself is caught by the copy that is taken every half second.
 */
export type StillPicture = { freeze: () => void; close: () => void };

const copyEveryMs = 500;
const widest = 1280;

export function keepPicture(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  onChange: (isFrozen: boolean) => void,
): StillPicture {
  const brush = canvas.getContext("2d", { alpha: false });
  let isFrozen = false;
  let hasPicture = false;
  let isReloaded = false;
  let awaited = 0;
  const timer = setInterval(() => {
    if (!isFrozen && !document.hidden) copy();
  }, copyEveryMs);
  video.addEventListener("emptied", hold);
  video.addEventListener("loadstart", awaitPicture);

  function copy(): void {
    if (!brush || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return;
    const scale = Math.min(1, widest / video.videoWidth);
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    brush.drawImage(video, 0, 0, width, height);
    hasPicture = true;
  }

  function freeze(): void {
    if (!isFrozen) copy();
    hold();
  }

  function hold(): void {
    if (!hasPicture) return;
    isReloaded = false;
    if (isFrozen) return;
    isFrozen = true;
    canvas.hidden = false;
    onChange(true);
  }

  /** Only a picture that was loaded after the change ends it: the old one may still move for a moment. */
  function awaitPicture(): void {
    isReloaded = true;
    const mine = ++awaited;
    const arrived = () => {
      if (mine === awaited && isReloaded) thaw();
    };
    if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(arrived);
    else addTimeListener(video, arrived);
  }

  function thaw(): void {
    if (!isFrozen) return;
    isFrozen = false;
    canvas.hidden = true;
    onChange(false);
  }

  return {
    freeze,
    close: () => {
      awaited += 1;
      clearInterval(timer);
      video.removeEventListener("emptied", hold);
      video.removeEventListener("loadstart", awaitPicture);
    },
  };
}

/** A browser that does not tell of single pictures tells when the time moves. */
function addTimeListener(video: HTMLVideoElement, arrived: () => void): void {
  video.addEventListener("timeupdate", arrived, { once: true });
}
