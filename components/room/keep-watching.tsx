"use client";

import { usePathname } from "next/navigation";
import { useLocale } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import { forgetShow, type WatchedShow, watchedShow } from "./watched-show.ts";

const rooms = {
  en: lazyModule(() => import("./small-room-en.tsx")),
  "zh-CN": lazyModule(() => import("./small-room-zh-cn.tsx")),
};

/** Where one reads about products or one's own orders; never where something is made final. */
const reading = /^\/(products|collections|compare|search|preorders|basket)(\/|$)/;
const deciding = /\/(lock|change|receipt)$/;

/** For whoever comes from a show that is on air: it goes on in a corner. For everybody else this is nothing, and loads nothing. */
export function KeepWatching() {
  const path = usePathname();
  const [watched, setWatched] = useState<WatchedShow | null>(null);

  useEffect(() => {
    // Whoever goes to the list of shows has left this one.
    if (path === "/") forgetShow();
    setWatched(reading.test(path) && !deciding.test(path) ? watchedShow() : null);
  }, [path]);

  const close = useCallback(() => {
    forgetShow();
    setWatched(null);
  }, []);
  return watched && <Small key={watched.showId} watched={watched} onClose={close} />;
}

function Small(props: { watched: WatchedShow; onClose: () => void }) {
  const loaded = useModule(rooms[useLocale()], 0);
  return loaded ? <loaded.Room {...props} /> : null;
}
