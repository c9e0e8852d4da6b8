"use client";

import { useState } from "react";
import type { ButtonLook } from "#components/ui/button.tsx";
import { AskForCode } from "./ask-for-code.tsx";
import { EnterCode } from "./enter-code.tsx";

/** Where a code is asked for and where it is given back. */
export type CodeDoors = {
  /** Answers with a ticket. */
  ask: string;
  purpose?: "signIn" | "orders";
  /** Takes the ticket and the digits. */
  answer: string;
  method?: "POST" | "PUT";
};

/** A code on its way: the ticket that it is good with, what was asked, and when (epoch ms). */
export type SentCode = { ticket: string; asked: Record<string, string>; at: number };

type MailedCodeProps = {
  doors: CodeDoors;
  /** The address that the server knows by itself; without one it is asked for. */
  address?: string;
  /** What stands in the field of the address at first. */
  proposed?: string;
  /** Of the button that gives the digits back. */
  label: string;
  look?: ButtonLook;
  onDone: (answer: unknown, email: string) => unknown;
};

/** Shows that a mailbox is one's own: an address, six digits mailed to it, and what they open. */
export function MailedCode({ doors, address, proposed, label, look, onDone }: MailedCodeProps) {
  const [sent, setSent] = useState<SentCode | null>(null);
  if (!sent) return <AskForCode {...{ doors, address, proposed }} onSent={setSent} />;
  return (
    <EnterCode
      {...{ doors, sent, label, look }}
      email={sent.asked.email ?? address ?? ""}
      onSent={setSent}
      onOther={address === undefined ? () => setSent(null) : undefined}
      onDone={onDone}
    />
  );
}
