import type { ReactNode } from "react";

/**
 * The layer over the picture: what the show puts there for everybody, a question on air, a poll's bars, a moment. The newest
 * stands lowest. It keeps to the lower third of what is free of the picture, gives way to the player's controls and the button
 * for the sound, and ends above `--stage-foot`, where talk, price and Reserve begin. A finger goes through it; what is to be
 * pressed in it takes `pointer-events-auto` and 44 px.
 */
export function StageOverlays({ children }: { children?: ReactNode }) {
  return (
    <div
      data-testid="stage-overlays"
      className="pointer-events-none absolute right-[max(0.75rem,env(safe-area-inset-right))] bottom-[calc(var(--stage-foot,0px)+0.75rem)] left-[max(0.75rem,env(safe-area-inset-left))] z-10 grid max-h-[45%] justify-items-start gap-2 overflow-hidden text-on-video transition-[bottom] group-has-[[data-live-player][data-active=true]]/stage:bottom-[calc(var(--stage-foot,0px)+6.5rem)] group-has-[[data-live-player][data-muted=true][data-covered=false]]/stage:bottom-[calc(var(--stage-foot,0px)+11rem)] wide:right-4 wide:left-4 wide:max-w-xl"
    >
      {children}
    </div>
  );
}
