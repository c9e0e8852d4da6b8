import type { ComponentProps } from "react";
import { DropGrace } from "./drop-grace.tsx";
import { DropZone } from "./drop-zone.tsx";

/** The drop of the moment in a room on air, and word of the delay around its opening. */
export function RoomDrops({
  clock,
  ...props
}: ComponentProps<typeof DropZone> & Pick<ComponentProps<typeof DropGrace>, "clock">) {
  return (
    <>
      <DropGrace drops={props.drops} clock={clock} renderedAt={props.renderedAt} />
      <DropZone {...props} />
    </>
  );
}
