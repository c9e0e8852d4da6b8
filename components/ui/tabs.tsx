"use client";

import * as Radix from "radix-ui/tabs";
import type { ReactNode } from "react";

type Tab = { id: string; label: ReactNode; content: ReactNode };

type TabsProps = {
  label: string;
  tabs: Tab[];
  /** The open tab when the page owns it; else the first is open. */
  open?: string;
  onOpen?: (id: string) => void;
};

export function Tabs({ label, tabs, open, onOpen }: TabsProps) {
  return (
    <Radix.Root value={open} defaultValue={tabs[0]?.id} onValueChange={onOpen}>
      <Radix.List aria-label={label} className="flex gap-6 overflow-x-auto border-rule border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-11 whitespace-nowrap border-transparent border-b-2 font-medium text-soft transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-5">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
