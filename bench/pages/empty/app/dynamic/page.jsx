export const dynamic = "force-dynamic";

export default function DynamicPage() {
  return (
    <main>
      <h1>Empty</h1>
    </main>
  );
}
