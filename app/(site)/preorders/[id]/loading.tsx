import { OrderSkeleton } from "#components/preorders/order-skeleton.tsx";

export default function Loading() {
  return <OrderSkeleton />;
}
