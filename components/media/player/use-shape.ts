import { type RefObject, useEffect, useState } from "react";

export type Shape = "wide" | "tall";

/** Whether the picture lies or stands; null until the first one is known. */
export function useShape(video: RefObject<HTMLVideoElement | null>): Shape | null {
  const [shape, setShape] = useState<Shape | null>(null);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const look = () => {
      if (element.videoWidth > 0) setShape(element.videoWidth > element.videoHeight ? "wide" : "tall");
    };
    element.addEventListener("resize", look);
    element.addEventListener("loadedmetadata", look);
    return () => {
      element.removeEventListener("resize", look);
      element.removeEventListener("loadedmetadata", look);
    };
  }, [video]);

  return shape;
}
