import { useEffect, useState } from "react";

/** A part of the page that comes by and by, `afterMs` from now; undefined until it is there. `load` comes from `lazyModule`. */
export function useModule<Module extends object>(load: () => Promise<Module>, afterMs: number): Module | undefined {
  const [module, setModule] = useState<Module>();
  useEffect(() => {
    let isGone = false;
    const timer = setTimeout(async () => {
      const loaded = await load();
      if (!isGone) setModule(loaded);
    }, afterMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [load, afterMs]);
  return module;
}
