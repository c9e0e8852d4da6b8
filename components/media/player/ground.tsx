import { type RefObject, useEffect, useRef } from "react";

const drawEveryMs = 3000;
/** So few points that the browser's own smoothing between them is the blur. */
const points = 12;

/** Behind a picture that does not fill its place: its own colours, blurred and dark. Drawn now and then, never with each picture. */
export function Ground({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const [element, picture] = [canvas.current, video.current];
    const brush = element?.getContext("2d", { alpha: false });
    if (!picture || !brush) return;
    const draw = () => {
      if (document.hidden || picture.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
      brush.drawImage(picture, 0, 0, points, points);
    };
    const timer = setInterval(draw, drawEveryMs);
    picture.addEventListener("loadeddata", draw);
    return () => {
      clearInterval(timer);
      picture.removeEventListener("loadeddata", draw);
    };
  }, [video]);

  return (
    <canvas
      ref={canvas}
      width={points}
      height={points}
      aria-hidden
      className="pointer-events-none absolute inset-0 -z-10 size-full opacity-45"
    />
  );
}
