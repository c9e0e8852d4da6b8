"use client";

import { createContext, type ReactNode, useContext } from "react";

type May = {
  /** Acts upon orders, payments and deliveries; without it they are read. */
  operate: boolean;
  /** Has products of their own to see to, not the desk alone. */
  sell: boolean;
};

const Scope = createContext<May>({ operate: true, sell: true });

/** What the reader of this part of a page may do. The server decides; this leaves out what it would refuse. */
export function MayScope({ may, children }: { may: Partial<May>; children: ReactNode }) {
  return <Scope value={{ operate: true, sell: true, ...may }}>{children}</Scope>;
}

type WhoMayProps = {
  what: keyof May /** What stands there for everybody else. */;
  otherwise?: ReactNode;
  children: ReactNode;
};

/** What only they see who may. */
export function WhoMay({ what, otherwise = null, children }: WhoMayProps) {
  return useContext(Scope)[what] ? children : otherwise;
}
