"use client";

import { type ComponentProps, type FormEvent, type RefObject, useRef } from "react";

type FormProps = Omit<ComponentProps<"form">, "action" | "method" | "onSubmit" | "ref"> & {
  ref?: RefObject<HTMLFormElement | null>;
  onSubmit: (event: FormEvent<HTMLFormElement>) => unknown;
};

/**
 * A form that our own script sends. What is sent before that script is here goes nowhere, above all not into an address with a
 * password in it: React keeps the press and runs the action once the page is alive. Its fields keep their own text (`defaultValue`),
 * since a field that React holds (`value`) loses what was typed before.
 */
export function Form({ ref, onSubmit, ...rest }: FormProps) {
  const own = useRef<HTMLFormElement>(null);
  const form = ref ?? own;
  const isSent = useRef(false);

  /** However often it was pressed meanwhile, it is sent once. */
  function sendKept(): void {
    if (isSent.current) return;
    isSent.current = true;
    // After an action React empties the form; what was typed is its author's until it is taken.
    form.current?.addEventListener("reset", (event) => event.preventDefault(), { once: true });
    form.current?.requestSubmit();
  }

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit(event);
  }

  return <form {...rest} ref={form} action={sendKept} onSubmit={send} />;
}
