import { useEffect, useRef, useState } from "react";

/** Puts one element on the whole screen and back; true while it is there, however that began or ended. */
export function useWall<Element extends HTMLElement>() {
  const wall = useRef<Element>(null);
  const [isWall, setIsWall] = useState(false);

  useEffect(() => {
    const changed = () => setIsWall(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);

  const toggle = () => void (isWall ? document.exitFullscreen() : wall.current?.requestFullscreen());
  return { wall, isWall, toggle };
}
