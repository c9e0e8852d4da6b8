"use client";

import type { ReactNode } from "react";
import { WhoMay } from "#components/forms/may-scope.tsx";
import { Button } from "#components/ui/button.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";

type ActButtonProps = {
  /** The letter that presses it while its row has the focus. */
  letter: string;
  busy?: boolean;
  disabled?: boolean;
  title?: string;
  onClick: () => void;
  children: ReactNode;
};

/** An act of one row. */
export function ActButton({ letter, children, ...rest }: ActButtonProps) {
  return (
    <WhoMay what="operate">
      <Button {...rest} look="line" size="sm" data-key={letter} tabIndex={-1}>
        {children}
        <KeyHint>{letter.toUpperCase()}</KeyHint>
      </Button>
    </WhoMay>
  );
}
