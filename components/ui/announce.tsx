import { useRef } from "react";

/** Says `text` once to a screen reader whenever `of` changes, however often the text itself does in between. */
export function Announce({ of, text }: { of: string; text: string }) {
  const said = useRef({ of, text });
  if (said.current.of !== of) said.current = { of, text };
  return (
    <p role="status" className="sr-only">
      {said.current.text}
    </p>
  );
}
