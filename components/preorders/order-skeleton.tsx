import { Skeleton } from "#components/ui/skeleton.tsx";

/** The list of orders before it is read. */
export function OrderListSkeleton() {
  return (
    <div aria-hidden className="page-column grid gap-8 pt-10">
      <Skeleton className="h-12 w-72" />
      {[0, 1, 2].map((row) => (
        <div
          key={row}
          className="grid grid-cols-[6rem_minmax(0,1fr)] gap-5 border-rule border-b pb-6 md:grid-cols-[10rem_minmax(0,1fr)]"
        >
          <Skeleton className="aspect-4/3" />
          <div className="grid content-start gap-3">
            <Skeleton className="h-6 w-20" />
            <Skeleton className="h-7 w-2/3" />
            <Skeleton className="h-5 w-1/3" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** One order before it is read. */
export function OrderSkeleton() {
  return (
    <div aria-hidden className="page-column grid gap-10 pt-16">
      <div className="grid grid-cols-[6rem_minmax(0,1fr)] items-center gap-5 border-ink border-b pb-6 md:grid-cols-[12rem_minmax(0,1fr)]">
        <Skeleton className="aspect-4/3" />
        <div className="grid gap-3">
          <Skeleton className="h-6 w-20" />
          <Skeleton className="h-10 w-3/4" />
          <Skeleton className="h-5 w-40" />
        </div>
      </div>
      <div className="grid gap-12 lg:grid-cols-2">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    </div>
  );
}
