import type { ReactNode } from "react";
import { StaffNotice } from "../staff-notice.tsx";

export default function StaffLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <StaffNotice />
      {children}
    </>
  );
}
